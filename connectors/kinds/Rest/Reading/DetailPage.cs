using System.Text.Json;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Reading;

/// <summary>A page whose records have their details.</summary>
/// <param name="List">The list of records.</param>
/// <param name="Bytes">The bytes its records are slices of.</param>
/// <param name="Faults">The records whose detail cannot be had, by place.</param>
/// <param name="Fetches">How many requests it took.</param>
internal sealed record DetailPage(JsonElement List, ReadOnlyMemory<byte> Bytes, IReadOnlyDictionary<int, RecordFault> Faults, int Fetches);
