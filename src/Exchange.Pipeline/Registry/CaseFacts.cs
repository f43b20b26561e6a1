using System.Text.Json;
using Exchange.Abstractions.Security;
using Exchange.Pipeline.Records;

namespace Exchange.Pipeline.Registry;

/// <summary>What the store keeps beside the sealed content of a case: numbers, match tokens, status, department.</summary>
public sealed record CaseFacts
{
    private static readonly (string Path, CaseNumberKind Kind)[] NumberPaths =
    [
        ("sourceCaseNo", CaseNumberKind.Source),
        ("numbers.national", CaseNumberKind.National),
        ("numbers.provincial", CaseNumberKind.Provincial),
        ("numbers.local", CaseNumberKind.Local),
        ("numbers.project", CaseNumberKind.Project),
    ];

    private static readonly string[] Parties = ["applicant", "agent", "contact"];

    /// <summary>The canonical status.</summary>
    public string? Status { get; init; }

    /// <summary>The stored form of the department's code: what its source wrote need not be one.</summary>
    public string? Department { get; init; }

    /// <summary>The stored form of the number of the case it is a part of.</summary>
    public string? Parent { get; init; }

    /// <summary>The numbers of the case.</summary>
    public IReadOnlyList<CaseNumber> Numbers { get; init; } = [];

    /// <summary>The match tokens of its parties.</summary>
    public IReadOnlyList<MatchToken> Tokens { get; init; } = [];

    internal static CaseFacts Read(JsonElement content, StoredKey keys, IMatchTokenizer tokenizer)
    {
        var numbers = new List<CaseNumber>(2);
        foreach (var (path, kind) in NumberPaths)
        {
            if (JsonPathText.Read(content, path) is { Length: > 0 } value)
            {
                numbers.Add(new CaseNumber(kind, keys.Of(value)));
            }
        }

        return new CaseFacts
        {
            Status = JsonPathText.Read(content, "status"),
            Department = JsonPathText.Read(content, "department.code") is { Length: > 0 } department ? keys.Of(department) : null,
            Parent = JsonPathText.Read(content, "parentCaseNo") is { Length: > 0 } parent ? keys.Of(parent) : null,
            Numbers = numbers,
            Tokens = ReadTokens(content, tokenizer),
        };
    }

    private static List<MatchToken> ReadTokens(JsonElement content, IMatchTokenizer tokenizer)
    {
        var tokens = new List<MatchToken>(4);
        foreach (var name in Parties)
        {
            if (content.TryGetProperty(name, out var party))
            {
                Add(tokens, party, tokenizer);
            }
        }

        if (content.TryGetProperty("parties", out var others) && others.ValueKind == JsonValueKind.Array)
        {
            foreach (var party in others.EnumerateArray())
            {
                Add(tokens, party, tokenizer);
            }
        }

        return tokens;
    }

    private static void Add(List<MatchToken> tokens, JsonElement party, IMatchTokenizer tokenizer)
    {
        Add(tokens, JsonPathText.Read(party, "idNo"), tokenizer.Document);
        Add(tokens, JsonPathText.Read(party, "mobile"), tokenizer.Phone);
        Add(tokens, JsonPathText.Read(party, "name"), tokenizer.Name);
    }

    private static void Add(List<MatchToken> tokens, string? value, Func<string, MatchToken?> tokenize)
    {
        if (value is { Length: > 0 } && tokenize(value) is { } token && !tokens.Exists(t => t.Kind == token.Kind && t.Value.AsSpan().SequenceEqual(token.Value)))
        {
            tokens.Add(token);
        }
    }
}
