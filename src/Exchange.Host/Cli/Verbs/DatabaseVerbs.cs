using System.CommandLine;
using Exchange.Storage.Migrations;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange db</c>: the hub's database.</summary>
internal static class DatabaseVerbs
{
    public static Command Create()
    {
        var migrate = new Command("migrate", "Bring the database to this version of the hub.");
        migrate.Runs(StatusAsync);
        var status = new Command("status", "Say which steps the database has.");
        status.Runs(StatusAsync);
        return new Command("db", "The hub's database.") { migrate, status };
    }

    private static async Task<int> StatusAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var steps = await new Migrator(hub.Database).StatusAsync(cancellationToken).ConfigureAwait(false);
        context.Output.Write(new { steps = steps.Select(s => new { name = s.Name, appliedAt = s.AppliedAt }) }, console =>
        {
            var table = new Table().RoundedBorder().AddColumns("step", "applied");
            foreach (var (name, at) in steps)
            {
                table.AddRow(name, at?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", System.Globalization.CultureInfo.InvariantCulture) ?? "no");
            }

            console.Write(table);
        });
        return ExitCodes.Done;
    }
}
