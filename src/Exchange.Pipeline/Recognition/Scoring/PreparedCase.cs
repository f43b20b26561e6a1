namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>A case, ready to be compared: forms and hashes, made once.</summary>
internal sealed class PreparedCase
{
    /// <summary>The day is not known.</summary>
    public const int NoDay = int.MinValue;

    public PreparedParty? Applicant { get; init; }

    public PreparedParty? Agent { get; init; }

    public string[] Phones { get; init; } = [];

    /// <summary>How many of the phones are not the agent's; they come first.</summary>
    public int OwnPhones { get; init; }

    /// <summary>The day, or <see cref="NoDay"/>.</summary>
    public int Day { get; init; }

    /// <summary>How many working days there were up to this one, or <see cref="NoDay"/>.</summary>
    public int Workday { get; init; }

    /// <summary>The minute of the day; −1 where only the day is known.</summary>
    public int Minute { get; init; }

    public required PreparedItem Item { get; init; }

    public ulong DepartmentCode { get; init; }

    public ulong DepartmentName { get; init; }

    public ulong Channel { get; init; }

    public string Project { get; init; } = "";

    public ulong ProjectHash { get; init; }

    public ulong Acceptance { get; init; }

    public ulong Source { get; init; }

    public ulong National { get; init; }

    public ulong Provincial { get; init; }

    public ulong Local { get; init; }

    public ulong ProjectNo { get; init; }

    /// <summary>Numbers it names in free text.</summary>
    public ulong[] Mentions { get; init; } = [];
}
