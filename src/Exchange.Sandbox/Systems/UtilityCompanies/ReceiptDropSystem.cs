using System.Globalization;
using Exchange.Sandbox.Systems.Drops;
using Exchange.Sandbox.Systems.Houses;

namespace Exchange.Sandbox.Systems.UtilityCompanies;

/// <summary>
/// A company that uploads its receipts: those of a week in one file on its Monday, later ones in a file of their own. A receipt that
/// changes brings its file once more under the same name. One upload broke off and was made anew under the next number.
/// </summary>
internal abstract class ReceiptDropSystem(string id, Company company) : SftpDropSystem(id)
{
    private HouseBook _houses = null!;

    /// <summary>Begins the names of its files.</summary>
    protected abstract string Prefix { get; }

    protected override string Feed => ReceiptWriter.Feed;

    protected override Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        _houses = new HouseBook(Around.Seed, Around.BaseTime);
        return base.PrepareAsync(entries, cancellationToken);
    }

    protected override Entry Write(EntryState state)
    {
        var writer = new ReceiptWriter(company, _houses.Get(House.Linked(state.Number)), Around.Seed, state);
        var isNew = state.MadeAt > Around.BaseTime;
        var monday = SourceTime.Monday(writer.Day);
        var file = isNew ? $"{Prefix}{Text(state.MadeAt, "yyyyMMdd_HHmmss")}.csv" : $"{Prefix}{Text(monday, "yyyyMMdd")}_002.csv";
        return writer.Write(
            state.Revision > 0 || isNew ? state.ChangedAt : monday.AddHours(7),
            new Dictionary<string, object?> { [File] = file, [Line] = state.Number, ["XH"] = $"{state.Number + 1}" });
    }

    protected override Task UploadedAsync(CancellationToken cancellationToken)
    {
        var all = Book.Feed(Feed).All;
        if (all.Count == 0)
        {
            return Task.CompletedTask;
        }
        var file = (string)all[0].Body[File]!;
        return Folder.BreakOffAsync(Write(file.Replace("_002.", "_001.", StringComparison.Ordinal), [.. all.Where(r => (string)r.Body[File]! == file)]), cancellationToken);
    }

    private static string Text(DateTime moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);
}
