using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>What goes wrong when people key names and numbers.</summary>
internal static class Noise
{
    public static string Typo(Dice dice, string name)
    {
        if (name.Length < 2)
        {
            return name;
        }

        var at = dice.Between(1, name.Length - 1);
        if (name.Length > 3 && dice.Chance(0.15))
        {
            return name.Remove(at, 1);
        }

        if (at + 1 < name.Length && dice.Chance(0.15) && name[at] != name[at + 1])
        {
            return $"{name[..at]}{name[at + 1]}{name[at]}{name[(at + 2)..]}";
        }

        for (; ; )
        {
            var wrong = Invention.AnyCharacter(dice);
            if (wrong != name[at])
            {
                return $"{name[..at]}{wrong}{name[(at + 1)..]}";
            }
        }
    }

    public static string Variant(Dice dice, string name)
    {
        var dot = name.IndexOf('·', StringComparison.Ordinal);
        if (dot >= 0)
        {
            return name[..dot] + dice.Pick(["", ".", "•", "．", " ", "・"]) + name[(dot + 1)..];
        }

        if (name.EndsWith("公司", StringComparison.Ordinal))
        {
            return dice.Below(4) switch
            {
                0 => name.Replace("有限公司", "有限责任公司", StringComparison.Ordinal),
                1 => name.Replace("泉州", "泉州 ", StringComparison.Ordinal),
                2 => name.Insert(name.Length - 4, "　"),
                _ => name.Replace("有限公司", "(有限公司)", StringComparison.Ordinal),
            };
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (Invention.IsRare(name[i]))
            {
                return name[..i] + dice.Pick(["?", "？", "□", "\uE863", "??", name[i] == '䶮' ? "(龙天)" : "（合字）"]) + name[(i + 1)..];
            }
        }

        return dice.Below(6) switch
        {
            0 => name.Insert(1, " "),
            1 => name.Insert(1, "　"),
            2 => name + " ",
            3 => name.Insert(1, "\u200B"),
            4 => name.Length > 2 ? name[..^1] + "?" : name + "\u00A0",
            _ => string.Join(' ', name.ToCharArray()),
        };
    }

    public static string Mistyped(Dice dice, string number)
    {
        var at = dice.Below(number.Length - 1);
        switch (dice.Below(10))
        {
            case < 6:
                for (; ; )
                {
                    var wrong = (char)('0' + dice.Below(10));
                    if (wrong != number[at])
                    {
                        return $"{number[..at]}{wrong}{number[(at + 1)..]}";
                    }
                }

            case < 9:
                while (number[at] == number[at + 1])
                {
                    at = dice.Below(number.Length - 1);
                }

                return $"{number[..at]}{number[at + 1]}{number[at]}{number[(at + 2)..]}";
            default:
                return number.Remove(at, 1);
        }
    }

    /// <summary>Ways of writing a number that mean the same, in every system.</summary>
    public static string? Written(Dice dice, string? number)
    {
        if (number is null)
        {
            return null;
        }

        if (dice.Chance(0.3))
        {
            number = number.Replace('X', 'x');
        }

        return dice.Below(50) switch
        {
            0 => string.Concat(number.Select(c => c is > ' ' and < '\u007F' ? (char)(c + 0xFEE0) : c)),
            1 => " " + number,
            2 when number.Length > 6 => number.Insert(6, " "),
            _ => number,
        };
    }

    public static string? Address(Dice dice, string? address) => address is null ? null : dice.Below(20) switch
    {
        < 6 => address.Replace("福建省泉州市", "", StringComparison.Ordinal),
        < 10 => address.Replace("福建省泉州市惠安县", "", StringComparison.Ordinal),
        < 12 => null,
        < 13 => address.Replace("号", "", StringComparison.Ordinal),
        _ => address,
    };

    public static string? Phone(Dice dice, string? phone) => phone is null ? null : dice.Below(40) switch
    {
        < 5 => null,
        < 6 => Invention.Mobile(dice),
        < 7 => "+86" + phone,
        < 8 => $"{phone[..3]} {phone[3..7]} {phone[7..]}",
        < 9 => $"{phone}、{Invention.Mobile(dice)}",
        _ => phone,
    };

    public static PartyEntry Swap(PartyEntry one, PartyEntry other) => other with { Address = one.Address, Mobile = other.Mobile ?? one.Mobile };
}
