using System.Text.Json;
using Exchange.Sandbox.Systems;
using Npgsql;

namespace Exchange.Sandbox.Truth;

/// <summary>Compares what the platform holds with what it must hold, field by field.</summary>
internal sealed class PlatformComparison(NpgsqlDataSource source, RunningSystems systems)
{
    private const int Shown = 50;

    // What became dirty after it was good may be held as it was before; nothing is compared of it.
    // Of two held cases with one source number the second is extra, whatever it says.
    private const string Sql = """
        select coalesce(c.system, h.source_system), coalesce(c.source_no, h.source_no), c.expected, h.content, h.operation, h.nth, c.dirty and c.once_good
        from cases c
        full join (select source_system, source_no, content, operation, row_number() over (partition by source_system, source_no order by case_id) as nth from held) h
          on h.source_system = c.system and h.source_no = c.source_no
        where h.source_system is null or h.source_system <> all($1)
        """;

    public async Task<ComparisonResult> RunAsync(CancellationToken cancellationToken)
    {
        var result = new ComparisonResult();
        await CompareSystemsAsync(result, cancellationToken);
        var parts = systems.All.SelectMany(s => s.Book.Entries).SelectMany(e => e.Parts).ToLookup(p => p.CaseKey, StringComparer.Ordinal);
        await using var command = source.CreateCommand(Sql);
        command.CommandTimeout = 300;
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. systems.All.Select(s => s.Id)] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var number = reader.GetString(1);
            var expected = reader.IsDBNull(2) ? null : reader.GetString(2);
            var content = reader.IsDBNull(3) ? null : reader.GetString(3);
            var active = content is not null && reader.GetString(4) != "withdraw";
            if (content is not null && reader.GetInt64(5) > 1)
            {
                result.AddExtra(number, Shown);
                continue;
            }
            if (active && !reader.IsDBNull(6) && reader.GetBoolean(6))
            {
                result.LastGoodHeld++;
                continue;
            }
            result.Expected += expected is null ? 0 : 1;
            result.Held += active ? 1 : 0;
            switch (expected, active)
            {
                case (not null, false):
                    result.AddMissing(number, Shown);
                    break;
                case (null, true):
                    result.AddExtra(number, Shown);
                    break;
                case (not null, true):
                    Compare(number, expected, content!, parts[number], result);
                    break;
            }
        }
        return result;
    }

    // Of the simulated systems only those fields are known that are certain.
    private async Task CompareSystemsAsync(ComparisonResult result, CancellationToken cancellationToken)
    {
        foreach (var system in systems.All)
        {
            var expected = system.Book.Entries.SelectMany(e => e.Cases).Where(c => c.AtPlatform is not null).ToDictionary(c => c.Key, c => c.AtPlatform!, StringComparer.Ordinal);
            await using var command = source.CreateCommand("select source_no, content from held where source_system = $1 and operation <> 'withdraw'");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = system.Id });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var number = reader.GetString(0);
                result.Held++;
                if (!expected.Remove(number, out var fields))
                {
                    result.AddExtra(number, Shown);
                    continue;
                }
                result.Expected++;
                using var content = JsonDocument.Parse(reader.GetString(1));
                foreach (var (name, value) in fields)
                {
                    var actual = content.RootElement.TryGetProperty(name, out var found) ? found.ToString() : null;
                    if (actual != value)
                    {
                        result.AddDifferent(new FieldDifference(number, name, value, actual), Shown);
                    }
                }
            }
            foreach (var number in expected.Keys)
            {
                result.Expected++;
                result.AddMissing(number, Shown);
            }
        }
    }

    private static void Compare(string number, string expected, string content, IEnumerable<ExpectedPart> parts, ComparisonResult result)
    {
        using var want = JsonDocument.Parse(expected);
        using var have = JsonDocument.Parse(content);
        var names = want.RootElement.EnumerateObject().Select(p => p.Name).Union(have.RootElement.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        foreach (var name in names)
        {
            var left = Normal(name, want.RootElement);
            var more = parts.Where(p => p.List == name).Select(p => p.Line).ToArray();
            if (more.Length > 0)
            {
                left = string.Join('\n', (left?.Split('\n') ?? []).Concat(more).Order(StringComparer.Ordinal));
            }
            var right = Normal(name, have.RootElement);
            if (left != right)
            {
                result.AddDifferent(new FieldDifference(number, name, left, right), Shown);
            }
        }
    }

    private static string? Normal(string name, JsonElement item)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            return null;
        }
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.GetArrayLength() == 0 ? null : string.Join('\n', value.EnumerateArray().Select(Line).Order(StringComparer.Ordinal)),
            // 350521104 and 350521104000 are one town.
            JsonValueKind.String when name == "AREA_CODE" => value.GetString() is { Length: 12 } area && area.EndsWith("000", StringComparison.Ordinal) ? area[..9] : value.GetString(),
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Null => null,
            _ => value.GetRawText(),
        };
    }

    private static string Line(JsonElement entry) => string.Join('|', entry.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal)
        .Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => $"{p.Name}={p.Value}"));
}
