namespace Exchange.Sandbox.Faults;

/// <summary>Faults of the provincial hall. Rates are 0 to 1; every default is 0, which is off.</summary>
internal sealed record ProvincialFaults
{
    /// <summary>Life of a token in seconds; 0 means 120.</summary>
    public double TokenLifetimeSeconds { get; init; }

    /// <summary>All tokens are revoked at every n-th request for cases.</summary>
    public double RevokeEvery { get; init; }
    public double BusyRate { get; init; }
    public double Error500Rate { get; init; }
    public double HangRate { get; init; }
    public double HangSeconds { get; init; }
    public double DropRate { get; init; }

    /// <summary>Rate of pages whose rows of one second come in any order.</summary>
    public double ReorderWithinSecond { get; init; }

    /// <summary>Rate of rows that stand twice in their page, once as an older copy.</summary>
    public double RepeatRows { get; init; }

    /// <summary>Rate of pages with fewer rows than asked and yet a next token.</summary>
    public double TruncatePage { get; init; }

    /// <summary>Rate of pages after which the next page repeats the last rows.</summary>
    public double DuplicateAcrossPages { get; init; }
}
