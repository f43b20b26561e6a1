using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Text;

namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>The item of a case, ready to be compared. Cases have few items, so each is made once.</summary>
internal sealed class PreparedItem
{
    private const int LocalLength = 16;

    public static PreparedItem None { get; } = new() { Codes = [], Families = [] };

    /// <summary>Hashes of its codes, each with the register it belongs to.</summary>
    public required (ulong Register, ulong Code)[] Codes { get; init; }

    /// <summary>Hashes of the families it belongs to.</summary>
    public required ulong[] Families { get; init; }

    public ulong Name { get; init; }

    public string NameForm { get; init; } = "";

    /// <summary>Whether the name says more than its family, in brackets or behind a dash.</summary>
    public bool Qualified { get; init; }

    public static PreparedItem Of(string? code, string? localCode, string? handlingCode, string? name, IReadOnlyList<ItemFamily> families)
    {
        var codes = new List<(ulong, ulong)>(4);
        var belongs = new List<ulong>(4);
        var form = PlainForm.Of(name);
        var family = PlainForm.ItemFamily(name);
        foreach (var one in (ReadOnlySpan<string?>)[code, localCode, handlingCode])
        {
            Add(PlainForm.Of(one, 64), codes, belongs);
        }

        if (family.Length > 1)
        {
            belongs.Add(TextHash.Join(1, TextHash.Of(family)));
        }

        foreach (var declared in families)
        {
            if (declared.Codes.Any(p => Begins(code, p) || Begins(localCode, p) || Begins(handlingCode, p)) || declared.Names.Any(n => PlainForm.Of(n) == form && form.Length > 0))
            {
                belongs.Add(TextHash.Join(2, TextHash.Of(declared.Name)));
            }
        }

        return new PreparedItem { Codes = [.. codes.Distinct()], Families = [.. belongs.Distinct()], Name = TextHash.Of(form), NameForm = form, Qualified = family != form };
    }

    public Outcome Compare(PreparedItem other)
    {
        if ((Codes.Length == 0 && Name == 0) || (other.Codes.Length == 0 && other.Name == 0))
        {
            return Outcome.Missing;
        }

        if (ReferenceEquals(this, other))
        {
            return Outcome.Same;
        }

        var comparable = false;
        foreach (var (register, code) in Codes)
        {
            foreach (var (otherRegister, otherCode) in other.Codes)
            {
                if (code == otherCode)
                {
                    return Outcome.Same;
                }

                comparable |= register == otherRegister;
            }
        }

        // Two codes of one register are two items, of one family at best; otherwise the name decides.
        if (!comparable && Name != 0 && Name == other.Name)
        {
            return Outcome.Same;
        }

        foreach (var family in Families)
        {
            if (Array.IndexOf(other.Families, family) >= 0)
            {
                return comparable || (Qualified && other.Qualified && Name != other.Name) ? Outcome.Near : Outcome.Family;
            }
        }

        return Outcome.Different;
    }

    private static void Add(string code, List<(ulong, ulong)> codes, List<ulong> families)
    {
        if (code.Length is < 4)
        {
            return;
        }

        // 31 characters: credit code, level, basic code; 33 with the number of the handling item. The basic code is the item's.
        var basic = code.Length is 31 or 33 ? code[19..31] : code;
        codes.Add((basic.Length == 12 && IsDigits(basic) ? 12UL : TextHash.Join((ulong)basic.Length, 3), TextHash.Of(basic)));
        if (basic.Length == 12 && IsDigits(basic))
        {
            // The last three digits number the parts of an item.
            families.Add(TextHash.Join(4, TextHash.Of(basic.AsSpan(0, 9))));
        }
        else if (basic.Length == LocalLength && IsDigits(basic.AsSpan(0, 6)))
        {
            // The first six are the region, which differs between the levels that know the item.
            families.Add(TextHash.Join(5, TextHash.Of(basic.AsSpan(6))));
        }
        else
        {
            families.Add(TextHash.Join(6, TextHash.Of(basic)));
        }
    }

    private static bool Begins(string? code, string prefix) =>
        code is not null && prefix.Length > 0 && PlainForm.Of(code, 64).StartsWith(PlainForm.Of(prefix, 64), StringComparison.Ordinal);

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
