using System.Globalization;
using Exchange.Pipeline.Recognition.Cases;
using Exchange.Schema.Calendars;

namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>Writes a case down in a system, with or without mistakes.</summary>
internal sealed class Clerk(Dice dice, NoiseLevel level, WorkCalendar calendar)
{
    private int _numbers;

    /// <summary>Writes a case down.</summary>
    /// <param name="truth">The case.</param>
    /// <param name="system">The system.</param>
    /// <param name="careless">Whether this is the copy in which the mistakes of the level are made.</param>
    /// <param name="swap">Whether applicant and agent change places in it.</param>
    /// <param name="pair">Whether the other system has the case too, so that the days can differ.</param>
    public CaseEntry Write(InventedCase truth, string system, bool careless, bool swap = false, bool pair = true)
    {
        var number = ++_numbers;
        var applicant = truth.Applicant;
        var agent = truth.Agent;
        var appliedAt = truth.AppliedAt;
        if (careless)
        {
            applicant = applicant with { Name = Name(applicant.Name!), IdNo = Document(applicant.IdNo!) };
            if (agent is not null && swap)
            {
                (applicant, agent) = (Noise.Swap(applicant, agent), applicant with { Address = null });
            }

            if (pair && dice.Chance(level.DateShifted))
            {
                appliedAt = Shift(appliedAt, dice.Between(1, 2), dice.Chance(0.5) ? 1 : -1);
            }
        }

        var national = system == Systems.First || truth.Item.Department % 3 == 0;
        return new CaseEntry
        {
            Reference = new CaseReference(system, (system == Systems.First ? "QZ" : "P") + number.ToString("D8", CultureInfo.InvariantCulture)),
            SourceNo = (system == Systems.First ? "QZ" : "P") + number.ToString("D8", CultureInfo.InvariantCulture),
            ItemCode = national ? truth.Item.NationalCode : truth.Item.LocalCode,
            ItemName = truth.Item.Name,
            DepartmentCode = dice.Chance(0.9) ? truth.Item.DepartmentCode : null,
            DepartmentName = truth.Item.DepartmentName,
            Channel = truth.Channel,
            ProjectName = truth.Title,
            Applicant = Written(applicant),
            Agent = agent is null ? null : Written(agent),
            AppliedAt = Time(appliedAt, system),
            AcceptanceNo = dice.Chance(0.5) ? truth.AcceptanceNo : null,
        };
    }

    private PartyEntry Written(PartyEntry party) => party with
    {
        IdNo = Noise.Written(dice, party.IdNo),
        Address = Noise.Address(dice, party.Address),
        Mobile = Noise.Phone(dice, party.Mobile),
    };

    private string Name(string name)
    {
        var written = dice.Chance(level.NameTypo) ? Noise.Typo(dice, name) : name;
        return dice.Chance(level.NameVariant) ? Noise.Variant(dice, written) : written;
    }

    private string? Document(string number)
    {
        if (dice.Chance(level.DocumentMissing))
        {
            return dice.Chance(0.6) ? null : dice.Pick(["无", "/", "0"]);
        }

        var written = Numbers.HasOldForm(number) && dice.Chance(level.OldNumber) ? Numbers.OldForm(number) : number;
        return dice.Chance(level.DocumentMistyped) ? Noise.Mistyped(dice, written) : written;
    }

    private DateTime Time(DateTime at, string system) =>
        system == Systems.First ? at : dice.Below(10) switch
        {
            < 2 => at,
            < 4 => at.Date,
            _ => at.Date.AddMinutes(dice.Between(8 * 60 + 30, 17 * 60 + 30)),
        };

    private DateTime Shift(DateTime at, int days, int direction)
    {
        while (days > 0)
        {
            at = at.AddDays(direction);
            days -= calendar.IsWorkday(DateOnly.FromDateTime(at)) ? 1 : 0;
        }

        return at;
    }
}
