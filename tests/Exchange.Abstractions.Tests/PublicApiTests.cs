using Exchange.Abstractions.Connectors;

namespace Exchange.Abstractions.Tests;

/// <summary>What connector authors build against changes only where somebody approved it.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Surface_OfTheContract_IsTheApprovedOne()
    {
        var file = Approved();
        var actual = PublicSurface.Of(typeof(IConnectorKind).Assembly);
        if (Environment.GetEnvironmentVariable("EXCHANGE_WRITE") == "1")
        {
            File.WriteAllText(file, actual);
        }

        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        if (approved == actual)
        {
            return;
        }

        var (before, now) = (approved.Split('\n'), actual.Split('\n'));
        throw new Xunit.Sdk.XunitException(
            "The public surface of Exchange.Abstractions is another than src/Exchange.Abstractions/PublicApi.txt says:\n"
            + string.Concat(before.Except(now).Select(l => $"- {l}\n")) + string.Concat(now.Except(before).Select(l => $"+ {l}\n"))
            + "A line with '-' breaks connectors that others wrote. Where the change is meant, approve it:\n"
            + "EXCHANGE_WRITE=1 dotnet test --filter PublicApiTests, then commit PublicApi.txt with the change.");
    }

    private static string Approved()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "src", "Exchange.Abstractions", "PublicApi.txt");
    }
}
