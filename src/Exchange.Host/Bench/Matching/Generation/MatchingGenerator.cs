using System.Globalization;
using Exchange.Pipeline.Recognition.Cases;
using Exchange.Schema.Calendars;

namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>
/// Generates the cases of two systems: a third of them stand in both, and besides there are second cases of the same people
/// and cases of their families, which must not be taken for them.
/// </summary>
internal sealed class MatchingGenerator
{
    private const int MostAgencies = 300;
    private static readonly string[] Channels = ["window", "web", "mobile"];

    private readonly Dice _dice;
    private readonly NoiseLevel _level;
    private readonly WorkCalendar _calendar;
    private readonly InventedCatalogue _catalogue;
    private readonly Clerk _clerk;
    private readonly List<PartyEntry> _agencies = [];
    private readonly List<CaseEntry> _entries = [];
    private readonly List<(CaseReference, CaseReference)> _truth = [];

    private MatchingGenerator(long seed, NoiseLevel level, WorkCalendar calendar, int records)
    {
        (_dice, _level, _calendar) = (new Dice(seed), level, calendar);
        _catalogue = new InventedCatalogue(new Dice(seed + 1));
        _clerk = new Clerk(_dice, level, calendar);
        for (var i = Math.Clamp(records / 300, 10, MostAgencies); i > 0; i--)
        {
            _agencies.Add(new PartyEntry { Name = Invention.Person(_dice), IdNo = Numbers.Identity(_dice), Mobile = Invention.Mobile(_dice) });
        }
    }

    public static MatchingSet Create(long seed, NoiseLevel level, WorkCalendar calendar, int records) => new MatchingGenerator(seed, level, calendar, records).Run(records);

    private MatchingSet Run(int records)
    {
        while (_entries.Count < records)
        {
            var one = Case();
            var where = Place();
            Put(one, where);
            if (_dice.Chance(_level.SecondCase))
            {
                Second(one, where);
            }

            if (_dice.Chance(_level.Family))
            {
                Put(Member(one), Place());
            }
        }

        return new MatchingSet(Shuffled(), _truth);
    }

    // 0 both, 1 the first system alone, 2 the second alone.
    private int Place() => _dice.Below(3);

    private void Put(InventedCase one, int where)
    {
        if (where != 0)
        {
            _entries.Add(_clerk.Write(one, where == 1 ? Systems.First : Systems.Second, careless: true, pair: false));
            return;
        }

        var swap = _dice.Chance(_level.Swapped);
        if (swap && one.Agent is null)
        {
            one = one with { Agent = Agent(one.Applicant.Name!) };
        }

        var careless = _dice.Chance(0.5);
        var first = _clerk.Write(one, Systems.First, careless, swap);
        var second = _clerk.Write(one, Systems.Second, !careless, swap);
        _entries.Add(first);
        _entries.Add(second);
        _truth.Add((first.Reference, second.Reference));
    }

    // Another case of the same person and family of items. Where each of the two cases stands in another system alone, something
    // besides the day tells them apart, or the day does: otherwise nobody could.
    private void Second(InventedCase one, int where)
    {
        var place = Place();
        var apart = where != 0 && place != 0 && place != where;
        var items = _catalogue.FamilyOf(one.Item);
        var otherItem = items.Count > 1 && _dice.Chance(0.4);
        var otherTitle = !otherItem && (apart || _dice.Chance(0.4));
        var day = Moment(one.AppliedAt.Date.AddDays(_dice.Between(0, 6)));
        var title = otherTitle ? OtherTitle(one.Title) : one.Title;

        if (apart && one.Title is null && !otherItem)
        {
            // Nothing but the day: four working days lie between.
            day = one.AppliedAt.Date;
            for (var days = 0; days < 4; days++)
            {
                day = Moment(day.AddDays(1));
            }

            title = null;
        }

        Put(
            one with
            {
                Item = otherItem ? items[(items.ToList().IndexOf(one.Item) + 1 + _dice.Below(items.Count - 1)) % items.Count] : one.Item,
                AppliedAt = day,
                Title = title,
                AcceptanceNo = null,
            },
            place);
    }

    private InventedCase Member(InventedCase one) => one with
    {
        Applicant = one.Applicant with
        {
            Name = one.Applicant.Type == "person" ? Invention.Relative(_dice, one.Applicant.Name!) : Invention.Organisation(_dice),
            IdNo = one.Applicant.Type == "person" ? Numbers.Identity(_dice) : Numbers.Organisation(_dice),
        },
        AppliedAt = _dice.Chance(0.5) ? one.AppliedAt.AddMinutes(_dice.Between(1, 9)) : Moment(one.AppliedAt.Date.AddDays(_dice.Between(0, 6))),
        AcceptanceNo = null,
    };

    private InventedCase Case()
    {
        var person = _dice.Chance(0.75);
        var applicant = new PartyEntry
        {
            Type = person ? "person" : "enterprise",
            Name = person ? Invention.Person(_dice) : Invention.Organisation(_dice),
            IdNo = person ? Numbers.Identity(_dice) : Numbers.Organisation(_dice),
            Mobile = _dice.Chance(0.85) ? Invention.Mobile(_dice) : null,
            Address = Invention.Address(_dice),
        };
        return new InventedCase
        {
            Item = _catalogue.Pick(_dice),
            Applicant = applicant,
            Agent = _dice.Chance(0.15) ? Agent(applicant.Name!) : null,
            AppliedAt = Moment(new DateTime(2025, 1, 2).AddDays(_dice.Below(363))),
            Channel = _dice.Pick(Channels),
            Title = _dice.Chance(0.3) ? $"{Invention.Address(_dice)[9..]}{_dice.Pick(["店面", "厂房", "住宅", "仓库"])}" : null,
            AcceptanceNo = _dice.Chance(0.3) ? string.Create(CultureInfo.InvariantCulture, $"受理〔2025〕第{_dice.Below(10_000_000):D7}号") : null,
        };
    }

    private PartyEntry Agent(string name) => _dice.Chance(0.5)
        ? _agencies[_dice.Zipf(_agencies.Count, 1)]
        : new PartyEntry { Name = Invention.Relative(_dice, name.EndsWith("公司", StringComparison.Ordinal) ? Invention.Person(_dice) : name), IdNo = Numbers.Identity(_dice), Mobile = _dice.Chance(0.7) ? Invention.Mobile(_dice) : null };

    private string OtherTitle(string? title)
    {
        for (; ; )
        {
            var other = $"{Invention.Address(_dice)[9..]}{_dice.Pick(["店面", "厂房", "住宅", "仓库"])}";
            if (other != title)
            {
                return other;
            }
        }
    }

    private DateTime Moment(DateTime day)
    {
        while (!_calendar.IsWorkday(DateOnly.FromDateTime(day)))
        {
            day = day.AddDays(1);
        }

        return day.Date.AddMinutes(_dice.Between(8 * 60 + 30, 17 * 60 + 30));
    }

    private List<CaseEntry> Shuffled()
    {
        for (var i = _entries.Count - 1; i > 0; i--)
        {
            var j = _dice.Below(i + 1);
            (_entries[i], _entries[j]) = (_entries[j], _entries[i]);
        }

        // As a reader hands cases over: one behind the other in memory, each with texts of its own.
        return [.. _entries.Select(EntryCopy.Of)];
    }
}
