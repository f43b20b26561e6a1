using System.CommandLine;
using Exchange.Abstractions.Failures;
using Exchange.Security;
using Exchange.Security.Keys;
using Exchange.Security.Secrets;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange settings</c> and <c>exchange secret</c>: the values behind the placeholders of connector files.</summary>
internal static class SettingsVerbs
{
    private static readonly Argument<string> Name = new("name") { Description = "The name, such as provincial-hall.url." };
    private static readonly Argument<string> Value = new("value") { Description = "The value." };

    public static Command CreateSettings()
    {
        var list = new Command("list", "List the settings.");
        list.Runs((context, _, _) =>
        {
            var settings = Source(context).ListSettings();
            context.Output.Write(new { settings = settings.Select(s => new { name = s.Key, value = s.Value }) }, console =>
            {
                var table = new Table().RoundedBorder().AddColumns("setting", "value");
                foreach (var (name, value) in settings)
                {
                    table.AddRow(Markup.Escape(name), Markup.Escape(value));
                }

                console.Write(table);
            });
            return Task.FromResult(ExitCodes.Done);
        });
        var set = new Command("set", "Set a setting.") { Name, Value };
        set.Runs(async (context, parsed, cancellationToken) =>
        {
            await Source(context).SetSettingAsync(parsed.GetRequiredValue(Name), parsed.GetRequiredValue(Value), cancellationToken).ConfigureAwait(false);
            context.Output.Write(new { name = parsed.GetRequiredValue(Name), set = true }, console => console.MarkupLineInterpolated($"{parsed.GetRequiredValue(Name)} is set."));
            return ExitCodes.Done;
        });
        return new Command("settings", "The values behind ${setting:…}.") { list, set };
    }

    public static Command CreateSecret()
    {
        var set = new Command("set", "Set a secret from a prompt or from standard input; it is sealed and never shown.") { Name };
        set.Runs(async (context, parsed, cancellationToken) =>
        {
            var value = await ReadAsync(parsed.GetRequiredValue(Name), cancellationToken).ConfigureAwait(false);
            await Source(context).SetSecretAsync(parsed.GetRequiredValue(Name), value, cancellationToken).ConfigureAwait(false);
            context.Output.Write(new { name = parsed.GetRequiredValue(Name), set = true }, console => console.MarkupLineInterpolated($"{parsed.GetRequiredValue(Name)} is set."));
            return ExitCodes.Done;
        });
        return new Command("secret", "The values behind ${secret:…}.") { set };
    }

    private static async Task<string> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var value = Console.IsInputRedirected
            ? (await Console.In.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).TrimEnd('\r', '\n')
            : await new TextPrompt<string>($"{name}:").Secret(null).ShowAsync(AnsiConsole.Console, cancellationToken).ConfigureAwait(false);
        return value.Length > 0 ? value : throw new ExchangeException(FailureKind.Configuration, $"The secret '{name}' is empty.", "Type it, or send it to the standard input.");
    }

    private static FileSecretSource Source(VerbContext context)
    {
        var time = TimeProvider.System;
        return new FileSecretSource(
            context.Home.Path,
            new Lazy<Abstractions.Security.ISealer>(() => SecurityServices.Create(KeyRing.PathFor(context.Home.Path), Environment.GetEnvironmentVariable("EXCHANGE_CRYPTO_SUITE") ?? "aes", time).Sealer),
            time);
    }
}
