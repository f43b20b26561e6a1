using Exchange.Mapping.Drafting.Lexicon;

namespace Exchange.Mapping.Drafting.Names;

/// <summary>What of a name has been read so far.</summary>
internal sealed record NameTrail
{
    /// <summary>How the last term was written.</summary>
    public NameScript? Last { get; private init; }

    /// <summary>How many terms were read.</summary>
    public int Terms { get; private init; }

    /// <summary>The terms, for people.</summary>
    public string Reason { get; private init; } = "";

    private int InitialLetters { get; init; }

    private int Singles { get; init; }

    private bool Mixed { get; init; }

    /// <summary>How plain the reading is: few initials could stand for many things.</summary>
    public double Quality => (InitialLetters switch
    {
        0 => 1.0,
        1 => 0.3,
        2 => 0.72,
        3 => 0.84,
        4 => 0.92,
        _ => 0.96,
    }) * (Mixed ? 0.95 : 1) * Math.Pow(0.95, Singles) * Math.Pow(0.995, Terms - 1);

    /// <summary>One term more.</summary>
    public NameTrail With(TermForm form, bool beginsWord) => this with
    {
        Last = form.Script,
        Terms = Terms + 1,
        Reason = Reason.Length == 0 ? form.Term : $"{Reason} + {form.Term}",
        InitialLetters = InitialLetters + (form.Script == NameScript.Initials ? form.Text.Length : 0),
        Singles = Singles + (form.Short && form.Script == NameScript.Initials ? 1 : 0),
        Mixed = Mixed || (!beginsWord && Last is not null && Last != form.Script),
    };
}
