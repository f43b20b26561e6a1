namespace Exchange.Host.Cli.Templates;

/// <summary>What the files of a new connector are filled with.</summary>
/// <param name="Id">The system.</param>
/// <param name="Stream">Its first stream.</param>
internal sealed record NewConnector(string Id, string Stream)
{
    /// <summary>The part of a case its records are.</summary>
    public string Part { get; init; } = "case";

    /// <summary>The field that identifies a record.</summary>
    public string Key { get; init; } = "case_no";

    /// <summary>The field that names the case.</summary>
    public string CaseKey { get; init; } = "case_no";

    /// <summary>The field with the time of the last change.</summary>
    public string Updated { get; init; } = "updated";
}
