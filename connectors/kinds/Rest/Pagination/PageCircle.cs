namespace Exchange.Connectors.Rest.Pagination;

/// <summary>Finds repetitions and circles in constant memory: compares with what came just before, and with a landmark set ever more rarely.</summary>
internal sealed class PageCircle
{
    private ulong? _previous;
    private ulong? _landmark;
    private int _steps;
    private int _nextLandmark = 1;

    /// <summary>What is found.</summary>
    public enum Finding
    {
        New,
        Same,
        Circle,
    }

    public bool WasPrevious(ulong what) => what == _previous;

    public Finding See(ulong what)
    {
        var finding = what == _previous ? Finding.Same : what == _landmark ? Finding.Circle : Finding.New;
        _previous = what;
        if (++_steps == _nextLandmark)
        {
            _landmark = what;
            _nextLandmark *= 2;
        }

        return finding;
    }
}
