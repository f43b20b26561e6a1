using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Pagination;

/// <summary>
/// Walks the pages of one window and knows when it ends: no token or address, an empty page of a numbered walk, the same page again.
/// A page is written as text: token, number, offset or address; <see langword="null"/> is the first.
/// </summary>
internal sealed class Pager(PaginationSettings settings, string place, Uri origin)
{
    // A system that counts pages answers past its end with the last page; one that gives tokens may well send a row twice.
    private const int MostRepeats = 3;

    // A system that filters after it cut its pages gives empty ones with a token; the records come later.
    private const int MostEmpty = 1000;

    private string? _landmark;
    private int _repeats;
    private int _empty;
    private int _steps;
    private int _nextLandmark = 1;
    private (string? Key, DateTimeOffset? Version)[] _previous = [];

    /// <summary>The parameters that select a page.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters(string? page, int pageSize)
    {
        var parameters = new List<KeyValuePair<string, string>>(2);
        if (settings.Parameter is { } parameter && Text(page) is { Length: > 0 } text)
        {
            parameters.Add(new(parameter, text));
        }

        if (settings.SizeParameter is { } size)
        {
            parameters.Add(new(size, pageSize.ToString(CultureInfo.InvariantCulture)));
        }

        return parameters;
    }

    /// <summary>The page as the system is told it; empty for the first page of a token walk.</summary>
    public string Text(string? page) => page ?? settings.Type switch
    {
        "page" => settings.Start.ToString(CultureInfo.InvariantCulture),
        "offset" => "0",
        _ => "",
    };

    /// <summary>The address of a page, where the system gives addresses.</summary>
    public Uri? Address(string? page) => settings.Type == "next" && page is not null ? SameHost(page) : null;

    /// <summary>The page after this one, or <see langword="null"/> at the end.</summary>
    /// <param name="page">The page just read.</param>
    /// <param name="reply">Its reply.</param>
    /// <param name="records">Its records.</param>
    /// <param name="repeats">Whether the system gave the same page a second time.</param>
    public string? Next(string? page, JsonElement reply, IReadOnlyList<SourceRecord> records, out bool repeats)
    {
        _repeats = IsSame(records, _previous) ? _repeats + 1 : 0;
        repeats = _repeats >= (settings.Type is "page" or "offset" ? 1 : MostRepeats);
        _previous = [.. records.Select(r => (r.SourceKey, r.Version))];
        _empty = records.Count == 0 ? _empty + 1 : 0;
        if (repeats || (_empty > 0 && settings.Type is not ("token" or "next")))
        {
            return null;
        }

        switch (settings.Type)
        {
            case "token":
            case "next":
                var next = settings.Next.FindText(reply);
                if (string.IsNullOrEmpty(next) || (_empty > 0 && next == page))
                {
                    return null;
                }

                if (_empty > MostEmpty)
                {
                    throw new ExchangeException(
                        FailureKind.Data, $"{place}: the system gave {_empty} empty pages one after the other, each with a token for a next one.", "Check records and tokenPath; ask the owner of the system.");
                }

                Guard(page, next);
                return settings.Type == "next" ? SameHost(next).AbsoluteUri : next;
            case "page":
                return (Number(page, settings.Start) + 1).ToString(CultureInfo.InvariantCulture);
            case "offset":
                return (Number(page, 0) + records.Count).ToString(CultureInfo.InvariantCulture);
            default:
                return null;
        }
    }

    // Compares with the page just read and with a landmark set ever more rarely, so that any circle is found in constant memory.
    private void Guard(string? page, string next)
    {
        if (next == page || next == _landmark)
        {
            throw new ExchangeException(
                FailureKind.Data, $"{place}: the system gave the same page token twice.", "Check tokenPath and parameter under pagination; ask the owner of the system.");
        }

        if (++_steps == _nextLandmark)
        {
            _landmark = next;
            _nextLandmark *= 2;
        }
    }

    private static long Number(string? page, long first) =>
        page is null ? first : long.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : first;

    private Uri SameHost(string next)
    {
        if (Uri.TryCreate(origin, next, out var address)
            && address.Scheme == origin.Scheme && address.Port == origin.Port && string.Equals(address.Host, origin.Host, StringComparison.OrdinalIgnoreCase))
        {
            return address;
        }

        throw new ExchangeException(
            FailureKind.Data, $"{place}: the address of the next page leads to another host.", "Ask the owner of the system; the hub follows addresses of the same host only.");
    }

    private static bool IsSame(IReadOnlyList<SourceRecord> records, (string? Key, DateTimeOffset? Version)[] previous)
    {
        if (records.Count == 0 || records.Count != previous.Length)
        {
            return false;
        }

        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].SourceKey is null || records[i].SourceKey != previous[i].Key || records[i].Version != previous[i].Version)
            {
                return false;
            }
        }

        return true;
    }
}
