using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Platform;

namespace Exchange.Sandbox.Faults;

/// <summary>The switches in force, and the seeded dice they are thrown with.</summary>
internal sealed class FaultSwitches(long seed)
{
    private readonly Lock _gate = new();
    private readonly SeededRandom _random = new(seed, "faults", 0);
    private FaultSet _current = FaultSet.None;

    public FaultSet Current => _current;

    public ProvincialFaults ProvincialHall => _current.ProvincialHall;

    public PlatformFaults Platform => _current.Platform;

    public bool Strike(double rate)
    {
        if (rate <= 0)
        {
            return false;
        }
        lock (_gate)
        {
            return _random.NextDouble() < rate;
        }
    }

    public int Next(int bound)
    {
        lock (_gate)
        {
            return _random.Next(bound);
        }
    }

    public Refusal? Refuse(ReceivedItem item)
    {
        var faults = Platform;
        if (Strike(faults.Error503ItemRate))
        {
            return new Refusal("503", "系统繁忙，请稍后重试");
        }
        return faults.RejectRate > 0 && Share(item.CaseId) < faults.RejectRate ? new Refusal("422", "事项尚未在平台登记，请核对事项编码") : null;
    }

    /// <summary>Sets the switches named in a JSON object and leaves the others; an unknown name or wrong type throws JsonException.</summary>
    public FaultSet Change(JsonElement change)
    {
        lock (_gate)
        {
            var merged = JsonSerializer.SerializeToNode(_current, JsonSerializerOptions.Web)!.AsObject();
            foreach (var system in change.EnumerateObject())
            {
                if (merged[system.Name] is not JsonObject switches)
                {
                    throw new JsonException($"'{system.Name}' is no system with faults; use provincialHall or platform.");
                }
                foreach (var entry in system.Value.EnumerateObject())
                {
                    if (!switches.ContainsKey(entry.Name))
                    {
                        throw new JsonException($"'{entry.Name}' is no switch of {system.Name}; there are: {string.Join(", ", switches.Select(s => s.Key))}.");
                    }
                    switches[entry.Name] = entry.Value.ValueKind switch
                    {
                        JsonValueKind.True => 1,
                        JsonValueKind.False => 0,
                        JsonValueKind.Number => entry.Value.GetDouble(),
                        _ => throw new JsonException($"'{entry.Name}' takes a number, true or false."),
                    };
                }
            }
            return _current = merged.Deserialize<FaultSet>(JsonSerializerOptions.Web)!;
        }
    }

    public void Clear() => _current = FaultSet.None;

    private double Share(string caseId) => new SeededRandom(seed, caseId, 0).NextDouble();
}
