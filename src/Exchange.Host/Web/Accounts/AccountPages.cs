using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Exchange.Host.Web.Accounts;

/// <summary><c>/login</c>, <c>/password</c> and <c>/logout</c>.</summary>
internal static class AccountPages
{
    /// <summary>The claim of an account whose one-time password is not used up.</summary>
    public const string MustChange = "exchange:must-change";

    public static void Map(WebApplication application)
    {
        application.MapGet("/login", (HttpContext context, IAntiforgery antiforgery) =>
            Html(LoginPage.Login(Token(context, antiforgery), Local(context.Request.Query["ReturnUrl"]), failed: context.Request.Query.ContainsKey("failed"))));
        application.MapPost("/login", LogInAsync);
        application.MapGet("/password", (HttpContext context, IAntiforgery antiforgery) =>
            Html(LoginPage.Password(Token(context, antiforgery), tooShort: context.Request.Query.ContainsKey("short")))).RequireAuthorization();
        application.MapPost("/password", ChangeAsync).RequireAuthorization();
        application.MapPost("/logout", async (HttpContext context) =>
        {
            await context.SignOutAsync().ConfigureAwait(false);
            return Results.Redirect("/login");
        });
    }

    private static async Task<IResult> LogInAsync(HttpContext context, IAntiforgery antiforgery, AccountDesk desk)
    {
        await antiforgery.ValidateRequestAsync(context).ConfigureAwait(false);
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        var back = Local(form["returnUrl"]);
        var account = await desk.LogInAsync(form["name"].ToString(), form["password"].ToString(), From(context), context.RequestAborted).ConfigureAwait(false);
        if (account is null)
        {
            return Results.Redirect($"/login?failed&ReturnUrl={WebUtility.UrlEncode(back)}");
        }

        await SignInAsync(context, account.Name, account.Role, account.MustChange).ConfigureAwait(false);
        return Results.Redirect(account.MustChange ? "/password" : back);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, IAntiforgery antiforgery, AccountDesk desk)
    {
        await antiforgery.ValidateRequestAsync(context).ConfigureAwait(false);
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        var name = context.User.Identity!.Name!;
        if (!await desk.ChangePasswordAsync(name, form["password"].ToString(), From(context), context.RequestAborted).ConfigureAwait(false))
        {
            return Results.Redirect("/password?short");
        }

        await SignInAsync(context, name, context.User.FindFirstValue(ClaimTypes.Role)!, mustChange: false).ConfigureAwait(false);
        return Results.Redirect("/");
    }

    private static Task SignInAsync(HttpContext context, string name, string role, bool mustChange)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role)], CookieAuthenticationDefaults.AuthenticationScheme);
        if (mustChange)
        {
            identity.AddClaim(new Claim(MustChange, "true"));
        }

        return context.SignInAsync(new ClaimsPrincipal(identity));
    }

    private static (string Field, string Value) Token(HttpContext context, IAntiforgery antiforgery)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return (tokens.FormFieldName, tokens.RequestToken!);
    }

    // Only a path of this server, so that a link cannot lead elsewhere after the login.
    private static string Local(string? url) =>
        url is { Length: > 1 } && url[0] == '/' && url[1] is not ('/' or '\\') ? url : "/";

    private static string From(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static IResult Html(string page) => Results.Content(page, "text/html; charset=utf-8");
}
