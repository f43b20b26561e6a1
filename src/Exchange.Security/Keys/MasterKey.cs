namespace Exchange.Security.Keys;

/// <summary>A master key; never used itself, only to derive the keys of a suite and purpose from.</summary>
/// <param name="Id">Its number in sealed blobs.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Secret">32 random bytes.</param>
internal sealed record MasterKey(uint Id, DateTimeOffset Created, byte[] Secret)
{
    /// <summary>The length of a master key in bytes.</summary>
    public const int Length = 32;

    /// <summary>The number as people see it.</summary>
    public string Name => Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    // A record would print its secret.
    public override string ToString() => Name;
}
