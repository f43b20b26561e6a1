namespace Exchange.Host.Bench.Matching;

/// <summary>The figures of one size.</summary>
internal sealed record ScaleResult(int Records, double Seconds, double PerSecond, double MicrosecondsPerRecord, double CpuMicrosecondsPerRecord, double ComparisonsPerRecord, double KeysPerRecord, int BlocksDivided, int BlocksGivenUp, double PrepareSeconds, double CompareSeconds, double AssignSeconds);
