using System.Text;
using System.Text.Json.Nodes;

namespace Exchange.Mapping.Tests;

/// <summary>Makes records out of good ones: values exchanged, removed, wrapped and doubled, bytes broken, or nothing of the kind at all.</summary>
internal sealed class RecordGenerator(int seed, IReadOnlyList<byte[]> seeds)
{
    private static readonly string[] Words =
    [
        "", " ", "\0", "无", "null", "/", "1", "0", "-1", "99", "true", "2026-03-02", "2026-03-02 09:00:00", "20260302090000", "9999-12-31 23:59:59", "0001-01-01",
        "350599199211150237", "19900000001", "陈甲", "😀", "1e400", "79228162514264337593543950336", "46083.375", "a,b;c、d", "<a/>", "{}", "[", "\u00a0", "１２",
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var record = seeds[_random.Next(seeds.Count)];
        switch (_random.Next(10))
        {
            case 0:
                return Broken(record);
            case 1:
                return Encoding.UTF8.GetBytes(Value(4)?.ToJsonString() ?? "null");
            default:
                var root = JsonNode.Parse(record)!;
                for (var n = _random.Next(4); n > 0; n--)
                {
                    Change(root);
                }

                return Encoding.UTF8.GetBytes(root.ToJsonString());
        }
    }

    private byte[] Broken(byte[] record)
    {
        var bytes = (byte[])record.Clone();
        for (var n = _random.Next(1, 5); n > 0; n--)
        {
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        }

        return _random.Next(4) == 0 ? bytes[.._random.Next(bytes.Length)] : bytes;
    }

    private void Change(JsonNode node)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                var name = map.ElementAt(_random.Next(map.Count)).Key;
                if (map[name] is JsonObject or JsonArray && _random.Next(4) > 0)
                {
                    Change(map[name]!);
                }
                else if (_random.Next(6) == 0)
                {
                    map.Remove(name);
                }
                else
                {
                    map[name] = Changed(map[name]);
                }

                break;
            case JsonArray { Count: > 0 } list:
                var index = _random.Next(list.Count);
                if (list[index] is JsonObject or JsonArray && _random.Next(4) > 0)
                {
                    Change(list[index]!);
                }
                else
                {
                    list.Add(Changed(list[index]));
                }

                break;
        }
    }

    private JsonNode? Changed(JsonNode? value) => _random.Next(5) switch
    {
        0 => new JsonArray(value?.DeepClone(), value?.DeepClone()),
        1 => new JsonObject { ["x"] = value?.DeepClone() },
        _ => Value(2),
    };

    private JsonNode? Value(int depth) => _random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => null,
        1 => JsonValue.Create(_random.Next(2) == 0),
        2 => JsonValue.Create(_random.Next(-5, 2000)),
        3 => JsonValue.Create(_random.NextDouble() * Math.Pow(10, _random.Next(-5, 30))),
        4 => JsonValue.Create(new string((char)_random.Next(0x20, 0x9000), _random.Next(3000))),
        5 => JsonValue.Create(Words[_random.Next(Words.Length)]),
        6 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, _random.Next(4)).Select(i => KeyValuePair.Create($"{Words[_random.Next(Words.Length)]}{i}", Value(depth - 1)))),
    };
}
