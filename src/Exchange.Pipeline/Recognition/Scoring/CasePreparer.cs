using System.Collections.Concurrent;
using Exchange.Pipeline.Recognition.Cases;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Text;

namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>Makes cases ready to be compared.</summary>
internal sealed class CasePreparer(MatchingRules rules, WorkdayIndex workdays)
{
    private const int MostItems = 100_000;

    [ThreadStatic]
    private static List<string>? Reused;

    private readonly ConcurrentDictionary<(string?, string?, string?, string?), PreparedItem> _items = new();

    public PreparedCase Prepare(CaseEntry entry)
    {
        var item = Item(entry);
        var applicant = Party(entry.Applicant);
        var day = entry.AppliedAt is { } at ? DateOnly.FromDateTime(at).DayNumber : PreparedCase.NoDay;
        var project = PlainForm.Of(entry.ProjectName);

        // A title that only repeats the item or the applicant says nothing more.
        if (project == item.NameForm || project == applicant?.Name)
        {
            project = "";
        }

        return new PreparedCase
        {
            Applicant = applicant,
            Agent = Party(entry.Agent),
            Phones = Phones(entry, out var own),
            OwnPhones = own,
            Day = day,
            Workday = day == PreparedCase.NoDay ? PreparedCase.NoDay : workdays.Of(day),
            Minute = entry.AppliedAt is { } time && time.TimeOfDay != TimeSpan.Zero ? (int)time.TimeOfDay.TotalMinutes : -1,
            Item = item,
            DepartmentCode = TextHash.Of(PlainForm.Of(entry.DepartmentCode)),
            DepartmentName = TextHash.Of(PlainForm.Of(entry.DepartmentName)),
            Channel = TextHash.Of(entry.Channel),
            Project = project,
            ProjectHash = TextHash.Of(project),
            Acceptance = TextHash.Of(NumberForm.Of(entry.AcceptanceNo)),
            Source = TextHash.Of(NumberForm.Of(entry.SourceNo)),
            National = TextHash.Of(NumberForm.Of(entry.National)),
            Provincial = TextHash.Of(NumberForm.Of(entry.Provincial)),
            Local = TextHash.Of(NumberForm.Of(entry.Local)),
            ProjectNo = TextHash.Of(NumberForm.Of(entry.Project)),
            Mentions = Mentions(entry),
        };
    }

    private PreparedItem Item(CaseEntry entry)
    {
        if (entry is { ItemCode: null, ItemLocalCode: null, ItemHandlingCode: null, ItemName: null })
        {
            return PreparedItem.None;
        }

        var key = (entry.ItemCode, entry.ItemLocalCode, entry.ItemHandlingCode, entry.ItemName);
        if (_items.TryGetValue(key, out var known))
        {
            return known;
        }

        var made = PreparedItem.Of(entry.ItemCode, entry.ItemLocalCode, entry.ItemHandlingCode, entry.ItemName, rules.Score.Items);
        return _items.Count < MostItems ? _items.GetOrAdd(key, made) : made;
    }

    private static PreparedParty? Party(PartyEntry? party)
    {
        if (party is null)
        {
            return null;
        }

        var organisation = party.Type is { Length: > 0 } type ? type != "person" : OrganisationForm.Looks(party.Name);
        var document = DocumentForm.Of(party.IdNo, party.IdType, organisation);
        if (party.Type is null && document is { Kind: DocumentKind.Organisation, Valid: true })
        {
            organisation = true;
        }

        var name = organisation ? OrganisationForm.Of(party.Name) : NameForm.Of(party.Name);
        var address = PlainForm.Address(party.Address);
        if (document.Kind == DocumentKind.None && name.Length == 0 && address.Length == 0)
        {
            return null;
        }

        return new PreparedParty
        {
            Document = document,
            Name = name,
            NameHash = TextHash.Of(name),
            Open = NameForm.IsOpen(name),
            Organisation = organisation,
            Address = address,
            AddressHash = TextHash.Of(address),
            Born = PlainForm.Of(party.Born, 16),
        };
    }

    private static string[] Phones(CaseEntry entry, out int own)
    {
        if (entry is { Applicant.Mobile: null, Contact.Mobile: null, Agent.Mobile: null } or { Applicant: null, Contact: null, Agent: null })
        {
            own = 0;
            return [];
        }

        var numbers = Reused ??= new List<string>(4);
        numbers.Clear();
        PhoneForm.Add(entry.Applicant?.Mobile, numbers);
        PhoneForm.Add(entry.Contact?.Mobile, numbers);
        own = numbers.Count;
        PhoneForm.Add(entry.Agent?.Mobile, numbers);
        return [.. numbers];
    }

    private ulong[] Mentions(CaseEntry entry)
    {
        if (rules.Echoes is not { } echoes)
        {
            return [];
        }

        if (entry is { Remark: null, AcceptanceNo: null } && !echoes.InProjectName)
        {
            return [];
        }

        var found = new List<ulong>();
        NumberForm.AddMentions(echoes.InRemark ? entry.Remark : null, echoes.Shortest, found);
        NumberForm.AddMentions(echoes.InAcceptanceNo ? entry.AcceptanceNo : null, echoes.Shortest, found);
        NumberForm.AddMentions(echoes.InProjectName ? entry.ProjectName : null, echoes.Shortest, found);
        return found.Count == 0 ? [] : [.. found];
    }
}
