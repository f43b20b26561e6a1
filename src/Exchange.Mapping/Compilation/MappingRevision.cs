using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Codes;

namespace Exchange.Mapping.Compilation;

/// <summary>The digest of what decides a mapping's result: not its comments, its layout, or the labels of its codes.</summary>
internal static class MappingRevision
{
    /// <summary>Raised when the hub maps the same file to another result than before.</summary>
    private const string Engine = "2";

    public static string Of(ConfigMap root, bool ordered, string zone, IEnumerable<CodeTable> tables, IReadOnlyDictionary<string, int> operators)
    {
        var text = new StringBuilder();
        Add(text, Engine);
        Add(text, zone);
        Add(text, root, ordered);
        foreach (var (name, version) in operators)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}={version};");
        }

        foreach (var table in tables)
        {
            Add(text, table.Name);
            foreach (var row in table.Rows.Select(Row).Order(StringComparer.Ordinal))
            {
                text.Append(row);
            }

            // Of several rows for one word the first is written: their order decides.
            if (ordered)
            {
                foreach (var row in table.Rows)
                {
                    text.Append(Row(row));
                }
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, ConfigNode node, bool ordered)
    {
        switch (node)
        {
            case ConfigMap map:
                text.Append('{');
                foreach (var entry in ordered ? map.Entries.AsEnumerable() : map.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
                {
                    Add(text, entry.Key);
                    Add(text, entry.Value, ordered);
                }

                text.Append('}');
                break;
            case ConfigList list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Add(text, item, ordered);
                }

                text.Append(']');
                break;
            case ConfigScalar scalar:
                text.Append(scalar.Quoted ? 'q' : 'p');
                Add(text, scalar.Value ?? "\0");
                break;
        }
    }

    private static string Row(CodeRow row)
    {
        var text = new StringBuilder();
        Add(text, row.Raw);
        Add(text, row.Canonical);
        Add(text, row.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
        Add(text, row.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
        return text.ToString();
    }

    // With its length before it no text runs into the next.
    private static void Add(StringBuilder text, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"{value.Length}:{value}");
}
