using System.Text.Json;

namespace Exchange.Pipeline.Records;

/// <summary>The properties an object of a stream had last time, and the order in which they are written.</summary>
/// <param name="path">Where the object stands in its record.</param>
/// <param name="names">Its properties in the order of the source.</param>
/// <param name="order">Which of them are written, in their canonical order.</param>
internal sealed class RecordShape(string path, string[] names, (int Index, string Name)[] order)
{
    private readonly string[] _below = new string[order.Length];

    public string Path { get; } = path;

    /// <summary>For each field in order, the types that were found to be as known.</summary>
    public byte[] Judged { get; } = new byte[order.Length];

    /// <summary>The known fields it lacks; <see langword="null"/> while nobody asked.</summary>
    public string[]? Missing { get; set; }

    /// <summary>The path of a field, made once.</summary>
    /// <param name="at">Its position in <see cref="Order"/>.</param>
    public string Below(int at) => _below[at] ??= Path.Length == 0 ? order[at].Name : $"{Path}.{order[at].Name}";

    public ReadOnlySpan<(int Index, string Name)> Order => order;

    /// <summary>Whether an object has exactly these properties in this order.</summary>
    public bool Fits(ReadOnlySpan<JsonProperty> properties)
    {
        if (properties.Length != names.Length)
        {
            return false;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (!properties[i].NameEquals(names[i]))
            {
                return false;
            }
        }

        return true;
    }
}
