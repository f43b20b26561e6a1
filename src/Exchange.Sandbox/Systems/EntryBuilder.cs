using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Systems;

/// <summary>Collects what belongs to one entry while it is written.</summary>
internal sealed class EntryBuilder(string key)
{
    private readonly List<FeedRecord> _records = [];
    private readonly List<ExpectedCase> _cases = [];
    private readonly List<ExpectedPart> _parts = [];
    private readonly HashSet<(string Kind, string Value)> _people = [];

    /// <summary>Adds a record; its faults are the errors that the hub must tell.</summary>
    public void Add(string feed, string recordKey, DateTime changedAt, Dictionary<string, object?> body, params IReadOnlyList<PlantedFault> faults)
        => _records.Add(new FeedRecord(feed, recordKey, changedAt, body) { Faults = faults });

    public void AddExcluded(string feed, string recordKey, DateTime changedAt, Dictionary<string, object?> body)
        => _records.Add(new FeedRecord(feed, recordKey, changedAt, body) { IsExcluded = true });

    public void Expect(string caseKey, string? parentKey, IReadOnlyDictionary<string, string>? atPlatform) => _cases.Add(new ExpectedCase(caseKey, parentKey, atPlatform));

    public void ExpectPart(string list, string caseKey, IReadOnlyDictionary<string, string> fields) => _parts.Add(new ExpectedPart(list, caseKey, fields));

    /// <summary>Notes a person's name, document and mobile as personal data.</summary>
    public Person Use(Person person)
    {
        _people.Add(("name", person.Name));
        _people.Add((person.IdType == "id-card" ? "idNumber" : "otherDocument", person.IdNo));
        _people.Add(("phone", person.Mobile));
        return person;
    }

    public string Note(string kind, string value)
    {
        _people.Add((kind, value));
        return value;
    }

    public Entry Build() => new(key, _records, _cases, _parts, _people);
}
