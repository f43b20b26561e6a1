using Exchange.Abstractions.Failures;

namespace Exchange.Host.Http;

/// <summary>The service windows of a system in its time zone; without any it may always be asked.</summary>
internal sealed class ServiceHours
{
    private readonly ServiceWindow[] _windows;
    private readonly TimeZoneInfo _zone;

    /// <exception cref="ExchangeException">A window is not one (configuration).</exception>
    public ServiceHours(IReadOnlyList<string> windows, TimeZoneInfo zone)
    {
        _zone = zone;
        _windows = [.. windows.Select(Parse)];
    }

    public bool IsOpen(DateTimeOffset now)
    {
        var minute = (int)TimeZoneInfo.ConvertTime(now, _zone).TimeOfDay.TotalMinutes;
        return _windows.Length == 0 || Array.Exists(_windows, w => w.Contains(minute));
    }

    /// <summary>How long until a window opens; zero while one is open.</summary>
    public TimeSpan OpensIn(DateTimeOffset now)
    {
        if (IsOpen(now))
        {
            return TimeSpan.Zero;
        }

        var today = TimeZoneInfo.ConvertTime(now, _zone).Date;
        var shortest = TimeSpan.MaxValue;
        foreach (var window in _windows)
        {
            for (var day = 0; day <= 1; day++)
            {
                var local = today.AddDays(day).AddMinutes(window.From);
                var wait = new DateTimeOffset(local, _zone.GetUtcOffset(local)) - now;
                if (wait > TimeSpan.Zero && wait < shortest)
                {
                    shortest = wait;
                }
            }
        }

        return shortest;
    }

    public override string ToString() => $"{string.Join(", ", _windows)} ({_zone.Id})";

    private static ServiceWindow Parse(string text) =>
        ServiceWindow.TryParse(text, out var window)
            ? window
            : throw new ExchangeException(FailureKind.Configuration, $"budget.windows: '{text}' is not a window of the day.", "Write HH:mm-HH:mm: 08:00-18:00 or 22:00-06:00.");
}
