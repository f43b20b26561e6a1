namespace Exchange.Mapping.Drafting.Lexicon;

/// <summary>How a name writes a term.</summary>
internal enum NameScript
{
    /// <summary>Chinese characters.</summary>
    Chinese,

    /// <summary>English words.</summary>
    English,

    /// <summary>Full pinyin.</summary>
    Pinyin,

    /// <summary>The first letters of the pinyin.</summary>
    Initials,
}
