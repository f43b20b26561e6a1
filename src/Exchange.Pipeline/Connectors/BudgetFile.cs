using System.Globalization;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.Pipeline.Connectors;

/// <summary>Reads <c>settings.budget</c> of a connector file.</summary>
internal static class BudgetFile
{
    public static RequestBudget Read(ConfigMap settings, string what, ProblemList problems)
    {
        if (new ConfigReader(settings, $"{what}: settings", problems).Section("budget") is not { } section)
        {
            return new RequestBudget();
        }

        var windows = section.Texts("windows");
        foreach (var window in windows)
        {
            // A window may stand in a setting; it is checked once that is known.
            if (!window.Contains("${", StringComparison.Ordinal) && !IsWindow(window))
            {
                problems.Error(section.Node("windows")!.Location, $"{section.What}: '{window}' is not a service window.", "Write HH:mm-HH:mm, such as 20:00-07:00.");
            }
        }

        var budget = new RequestBudget
        {
            PerSecond = section.Integer("perSecond", 50, 1, 100_000),
            Concurrent = section.Integer("concurrent", 4, 1, 256),
            Windows = windows.Count == 0 ? ["00:00-24:00"] : windows,
        };
        section.Finish();
        return budget;
    }

    private static bool IsWindow(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2 && IsTime(parts[0]) && IsTime(parts[1]);
    }

    private static bool IsTime(string text) =>
        text == "24:00" || TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
