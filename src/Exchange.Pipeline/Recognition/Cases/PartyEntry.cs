namespace Exchange.Pipeline.Recognition.Cases;

/// <summary>Somebody in a case, as its source wrote it.</summary>
public sealed record PartyEntry
{
    /// <summary>The canonical type of an applicant: <c>person</c>, <c>enterprise</c> … ; guessed where it is missing.</summary>
    public string? Type { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The canonical kind of document: <c>id-card</c>, <c>uscc</c> … ; guessed where it is missing.</summary>
    public string? IdType { get; init; }

    /// <summary>The number of the document.</summary>
    public string? IdNo { get; init; }

    /// <summary>The phone number, or several joined by 、 or a comma.</summary>
    public string? Mobile { get; init; }

    /// <summary>The address.</summary>
    public string? Address { get; init; }

    /// <summary>The day of birth, where the source has it beside the document; any form with year, month and day in this order.</summary>
    public string? Born { get; init; }
}
