using System.Globalization;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.BusinessStartup;

/// <summary>One visit to the window: who starts which company, and how far it has come.</summary>
internal sealed class Window
{
    public Window(long seed, EntryState state)
    {
        State = state;
        Random = new SeededRandom(seed, BusinessStartupSystem.SystemId, state.Number);
        var draw = Random.NextDouble();
        var code = draw switch { < 0.02 => "0", < 0.20 => "1", < 0.88 => "3", < 0.94 => "4", < 0.97 => "5", < 0.99 => "7", _ => "6" };
        // An edit of a registration under way grants it: now the credit code is known.
        IsNewlyGranted = code == "1" && state.Revision > 0;
        Code = IsNewlyGranted ? "3" : code;
        People = [.. Enumerable.Range(0, 5).Select(_ => new PersonBook(seed).Get(Random.Next(PersonBook.Size)))];
        Town = Random.Pick(Town.All);
        Kind = Random.Pick<string>(["1130", "1130", "1150", "6150", "6250", "9500", "4540"]);
        Company = OrganisationBook.Create(Random, Town, People[0], livelihood: false).Name;
        CreditCode = Uscc.Create(Kind == "9500" ? "92" : "91", Random.Next(1_000_000));
        Last = state.MadeAt;
        FinishedAt = IsNewlyGranted ? state.ChangedAt.AddMinutes(-1) : Code is "0" or "1" ? null : Code == "3" ? SourceTime.Whole(Last.AddDays(-1 - 2 * Random.NextDouble())) : Last;
        var first = IsNewlyGranted || FinishedAt is null ? Last : FinishedAt.Value;
        AppliedAt = SourceTime.Whole(first.AddHours(-Random.Between(4, 30)));
        AcceptedAt = Code is "0" or "5" or "7" ? null : AppliedAt.AddMinutes(Random.Between(10, 180));
        Number = string.Create(CultureInfo.InvariantCulture, $"QYKB{AppliedAt:yyyyMMdd}{state.Number:D4}");
    }

    public EntryState State { get; }

    public SeededRandom Random { get; }

    /// <summary>RUN_STATUS: 0 draft, 1 under way, 3 granted, 4 refused, 5 returned, 6 ended by force, 7 refused beforehand.</summary>
    public string Code { get; }

    public bool IsNewlyGranted { get; }

    public bool IsGranted => Code == "3";

    /// <summary>Legal person, second shareholder and director, supervisor, liaison, head of finance.</summary>
    public IReadOnlyList<Person> People { get; }

    public Town Town { get; }

    public string Kind { get; }

    public string Company { get; }

    public string CreditCode { get; }

    public string Number { get; }

    public DateTime AppliedAt { get; }

    public DateTime? AcceptedAt { get; }

    public DateTime? FinishedAt { get; }

    /// <summary>When its newest record was written.</summary>
    public DateTime Last { get; }

    /// <summary>The credit code as far as it is known, otherwise what the columns of others hold instead.</summary>
    public string? KnownCode(string? nothing) => IsGranted ? CreditCode : nothing;

    /// <summary>The stamp of a record: an edit sends all records of the window again.</summary>
    public DateTime Stamp(DateTime at) => State.Revision > 0 ? State.ChangedAt : at;

    /// <summary>A moment between the end of the registration and the newest record.</summary>
    public DateTime After(double share) => FinishedAt is { } from && from < Last ? SourceTime.Whole(from + (Last - from) * share) : Last;
}
