using System.Buffers;

namespace Exchange.Abstractions.Decoding;

/// <summary>
/// The characters that GB 18030-2000 kept in the private use area and GB 18030-2022 gives their assigned code points, so that
/// a name is the same text whichever edition a system was built on.
/// </summary>
internal static class AssignedCharacters
{
    private static readonly Dictionary<char, char> Assigned = new()
    {
        ['\uE81E'] = '\u9FB4',
        ['\uE826'] = '\u9FB5',
        ['\uE82B'] = '\u9FB6',
        ['\uE82C'] = '\u9FB7',
        ['\uE832'] = '\u9FB8',
        ['\uE843'] = '\u9FB9',
        ['\uE854'] = '\u9FBA',
        ['\uE864'] = '\u9FBB',
        ['\uE863'] = '\u4DAE',
        ['\uE78D'] = '\uFE10',
        ['\uE78E'] = '\uFE12',
        ['\uE78F'] = '\uFE11',
        ['\uE790'] = '\uFE13',
        ['\uE791'] = '\uFE14',
        ['\uE792'] = '\uFE15',
        ['\uE793'] = '\uFE16',
        ['\uE794'] = '\uFE17',
        ['\uE795'] = '\uFE18',
        ['\uE796'] = '\uFE19',
    };

    private static readonly SearchValues<char> Private = SearchValues.Create([.. Assigned.Keys]);

    /// <summary>The text with assigned characters; the same instance where nothing changes.</summary>
    public static string Replace(string text) => !text.AsSpan().ContainsAny(Private)
        ? text
        : string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = Assigned.GetValueOrDefault(source[i], source[i]);
            }
        });

    /// <summary>Replaces them in place.</summary>
    public static void Replace(Span<char> text)
    {
        for (var i = text.IndexOfAny(Private); i >= 0;)
        {
            text[i] = Assigned[text[i]];
            var next = text[(i + 1)..].IndexOfAny(Private);
            i = next < 0 ? -1 : i + 1 + next;
        }
    }
}
