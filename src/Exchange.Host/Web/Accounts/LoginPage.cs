using System.Net;

namespace Exchange.Host.Web.Accounts;

/// <summary>The pages before a login; plain HTML, nothing from outside.</summary>
internal static class LoginPage
{
    public static string Login((string Field, string Value) token, string returnUrl, bool failed) => Page(
        "登录 Log in",
        $"""
        <form method="post" action="/login">
          {Hidden(token.Field, token.Value)}{Hidden("returnUrl", returnUrl)}
          {(failed ? """<p role="alert" class="bad">用户名或口令不对，或账户已锁定。 Wrong name or password, or the account is locked.</p>""" : "")}
          <label for="name">用户名 Name</label><input id="name" name="name" autocomplete="username" required autofocus>
          <label for="password">口令 Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
          <button>登录 Log in</button>
        </form>
        """);

    public static string Password((string Field, string Value) token, bool tooShort) => Page(
        "设置新口令 Set a new password",
        $"""
        <form method="post" action="/password">
          {Hidden(token.Field, token.Value)}
          {(tooShort ? """<p role="alert" class="bad">口令至少 10 个字符。 At least 10 characters.</p>""" : "")}
          <p>一次性口令只用一次。 The one-time password works once.</p>
          <label for="password">新口令 New password</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="10" required autofocus>
          <button>保存 Save</button>
        </form>
        """);

    private static string Hidden(string name, string value) =>
        $"""<input type="hidden" name="{WebUtility.HtmlEncode(name)}" value="{WebUtility.HtmlEncode(value)}">""";

    private static string Page(string title, string body) =>
        $$"""
        <!doctype html>
        <html lang="zh-CN">
        <head>
          <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{{title}}</title>
          <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; display: grid; place-items: center; min-height: 100vh; margin: 0; }
            main { width: min(22rem, 90vw); }
            label { display: block; margin-top: 1rem; }
            input:not([type=hidden]), button { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; }
            button { margin-top: 1.5rem; cursor: pointer; }
            .bad { color: #b3261e; } @media (prefers-color-scheme: dark) { .bad { color: #ffb4ab; } }
          </style>
        </head>
        <body><main><h1>{{title}}</h1>{{body}}</main></body>
        </html>
        """;
}
