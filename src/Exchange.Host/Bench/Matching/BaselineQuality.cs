namespace Exchange.Host.Bench.Matching;

/// <summary>What a plain join finds.</summary>
internal sealed record BaselineQuality(string Join, int Linked, double Precision, double Recall);
