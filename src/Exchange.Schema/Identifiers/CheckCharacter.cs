namespace Exchange.Schema.Identifiers;

/// <summary>The check character of ISO 7064 MOD 37,36, over digits and upper-case letters.</summary>
public static class CheckCharacter
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>The check character of a text; <see langword="null"/> where it holds anything but digits and upper-case letters.</summary>
    public static char? Of(ReadOnlySpan<char> text)
    {
        var product = 36;
        foreach (var c in text)
        {
            var value = Alphabet.IndexOf(c);
            if (value < 0)
            {
                return null;
            }

            var sum = (product + value) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }

        return Alphabet[(37 - product) % 36];
    }
}
