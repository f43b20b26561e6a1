using Exchange.Pipeline.Recognition.Evaluation;

namespace Exchange.Host.Bench.Matching;

/// <summary>The figures of one level and seed.</summary>
internal sealed record LevelResult(string Level, long Seed, int Records, MatchingQuality Quality, IReadOnlyList<BaselineQuality> Baseline, double PerSecond, double ComparisonsPerRecord, int BlocksGivenUp, IReadOnlyList<string> Mistakes);
