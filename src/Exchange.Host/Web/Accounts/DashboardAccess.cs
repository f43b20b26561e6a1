using Hangfire.Dashboard;
using Microsoft.AspNetCore.Authentication;

namespace Exchange.Host.Web.Accounts;

/// <summary>Who may see the Hangfire dashboard, and who may act on it.</summary>
internal sealed class DashboardAccess : IDashboardAuthorizationFilter
{
    /// <summary>Where the dashboard is.</summary>
    public const string Path = "/jobs";

    /// <inheritdoc/>
    public bool Authorize(DashboardContext context) => IsIn(context.GetHttpContext());

    /// <summary>Sends a person who is not logged in to the login, before anything of the dashboard is written.</summary>
    public static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase) || IsIn(context))
        {
            await next(context).ConfigureAwait(false);
        }
        else if (context.User.Identity?.IsAuthenticated == true)
        {
            context.Response.Redirect("/password");
        }
        else
        {
            await context.ChallengeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Whether the person may trigger, retry and delete.</summary>
    public static bool MayAct(DashboardContext context)
    {
        var user = context.GetHttpContext().User;
        return user.IsInRole("admin") || user.IsInRole("operator");
    }

    private static bool IsIn(HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true && !context.User.HasClaim(AccountPages.MustChange, "true");
}
