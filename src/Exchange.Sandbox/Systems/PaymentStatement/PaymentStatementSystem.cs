using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Systems.Drops;

namespace Exchange.Sandbox.Systems.PaymentStatement;

/// <summary>
/// 统一支付, the statement of a week: what came in for cases of the provincial hall and what went back, in GB18030 between bars with one at the
/// end of each line, and a flag beside it. A statement that was wrong comes once more under its name.
/// </summary>
internal sealed class PaymentStatementSystem() : SftpDropSystem(SystemId)
{
    public const string SystemId = "payment-statement";
    private static readonly string[] Columns = ["JKDH", "YWLSH", "ZSXM", "SFXM", "JE", "JFZT", "JFSJ", "PJDM", "PJHM"];
    private IReadOnlyList<SandboxCase> _cases = [];

    protected override string Feed => StatementWriter.Feed;

    protected override async Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        await base.PrepareAsync(entries, cancellationToken);
        _cases = await Around.Cases.FirstAsync(SystemIds.Provincial, "number % 7 = 4", 20_000, cancellationToken);
        return _cases.Count;
    }

    protected override Entry Write(EntryState state) => state.Number < _cases.Count
        ? StatementWriter.Write(_cases[state.Number], Around.Seed, state, Around.BaseTime)
        : Entry.Nothing(state.Number);

    protected override DropFile Write(string name, IReadOnlyList<FeedRecord> lines)
        => new(name, CsvText.Write(Columns, lines, '|', trailing: true)) { Flag = name + ".ok" };
}
