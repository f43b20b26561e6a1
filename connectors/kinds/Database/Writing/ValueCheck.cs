using System.Globalization;
using System.Text;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Writing;

/// <summary>Finds values a column cannot hold, so that nothing is cut or replaced on the way; a message names field and column, never the value.</summary>
/// <param name="client">The database.</param>
/// <param name="characters">The target's character set, where one is declared.</param>
internal sealed class ValueCheck(DatabaseClient client, Encoding? characters)
{
    /// <summary>Checks a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="field">The field of the item, for messages.</param>
    /// <param name="column">The column, for messages.</param>
    /// <exception cref="UnusableItem">The column cannot hold it.</exception>
    public void Check(string? value, ColumnType type, string field, string column)
    {
        if (value is null)
        {
            return;
        }

        if (type.Kind is not (ValueKind.Text or ValueKind.Bytes or ValueKind.Other or ValueKind.TimeOfDay))
        {
            try
            {
                ColumnValue.Parse(value, type.Kind, client.Zone);
                return;
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                throw new UnusableItem($"field '{field}' is no value for column '{column}' ({type.Name})");
            }
        }

        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new UnusableItem($"field '{field}' holds a NUL character, which no column takes");
        }

        var bytes = Bytes(value, field, column);
        if (type.Kind != ValueKind.Text || type.Size is not { } size)
        {
            return;
        }

        var counted = client.Dialect.CountsBytes && bytes is { } exact && !type.Name.StartsWith('n');
        var length = counted ? bytes!.Value : Characters(value);
        if (length > size)
        {
            throw new UnusableItem(string.Create(
                CultureInfo.InvariantCulture, $"field '{field}' is too long for column '{column}': {length} {(counted ? "bytes" : "characters")}, it holds {size}"));
        }
    }

    private int? Bytes(string value, string field, string column)
    {
        try
        {
            return characters?.GetByteCount(value);
        }
        catch (EncoderFallbackException)
        {
            throw new UnusableItem($"field '{field}' holds a character that {characters!.WebName} and so column '{column}' cannot hold");
        }
    }

    // Characters outside of the basic plane are two in .NET and one in a database.
    private static int Characters(string value)
    {
        var length = value.Length;
        foreach (var c in value)
        {
            length -= char.IsHighSurrogate(c) ? 1 : 0;
        }

        return length;
    }
}
