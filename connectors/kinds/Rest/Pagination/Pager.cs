using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Rest.Pagination;

/// <summary>
/// Walks the pages of one window and knows when it ends: no token or address, an empty page of a counted walk, the total
/// reached, the same page again. A page is written as text: token, number, offset, key or address, a number with the size it
/// is asked in where that had to be changed (<c>2/100</c>); <see langword="null"/> is the first.
/// </summary>
internal sealed class Pager(PaginationSettings settings, string place, Uri origin, int pageSize)
{
    // A system that counts pages answers past its end with the last page; one that gives tokens may well send a row twice.
    private const int MostRepeats = 3;

    // A system that filters after it cut its pages gives empty ones with a token; the records come later.
    private const int MostEmpty = 1000;

    private readonly PageCount _count = new(settings.Total);
    private readonly PageCircle _pages = new();
    private readonly PageCircle _tokens = new();
    private bool? _fromStart;
    private bool _circle;
    private bool _ended;
    private int _repeats;
    private int _empty;
    private int _read;
    private int _first;
    private int _largest;

    /// <summary>Whether everything the system holds was read from the first page on, provably.</summary>
    public bool Complete => _ended && _fromStart == true && !_circle
        && (_count.Total is { } total ? _count.First == total && _count.Read == total : settings.Type == "none" && settings.Total is null && _count.Read > 0);

    /// <summary>What to tell an operator at the end.</summary>
    public IEnumerable<string> Notices() =>
        (_fromStart == true ? _count.Notices() : []).Concat(_circle ? ["the system gives its pages in a circle; the walk was ended"] : []);

    /// <summary>The parameters that select a page.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters(string? page)
    {
        var parameters = new List<KeyValuePair<string, string>>(2);
        if (settings.Parameter is { } parameter && Text(page) is var text && (text.Length > 0 || settings.First is not null))
        {
            parameters.Add(new(parameter, text));
        }

        if (settings.SizeParameter is { } size)
        {
            parameters.Add(new(size, Size(page).ToString(CultureInfo.InvariantCulture)));
        }

        return parameters;
    }

    /// <summary>The page as the system is told it; empty for the first page of a token walk.</summary>
    public string Text(string? page) => page is not null ? (settings.Type == "page" ? page.Split('/')[0] : page) : settings.Type switch
    {
        "page" => settings.Start.ToString(CultureInfo.InvariantCulture),
        "offset" => "0",
        "keyset" => settings.First ?? "",
        _ => "",
    };

    /// <summary>The size a page is asked in.</summary>
    public int Size(string? page) =>
        settings.Type == "page" && page?.Split('/') is [_, var size] && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : pageSize;

    /// <summary>The address of a page, where the system gives addresses.</summary>
    public Uri? Address(string? page) => settings.Type is "next" or "link" && page is not null ? SameHost(page) : null;

    /// <summary>Takes a page into account.</summary>
    /// <param name="page">The page just read.</param>
    /// <param name="reply">Its reply.</param>
    /// <param name="records">By what its records are known.</param>
    /// <param name="last">Its last record; undefined where it has none.</param>
    /// <param name="link">The address a header gives for the next page.</param>
    public PageStep Next(string? page, JsonElement reply, IReadOnlyList<PageMark> records, JsonElement last, string? link)
    {
        _fromStart ??= page is null;
        if (++_read > settings.MaximumPages)
        {
            throw new ExchangeException(
                FailureKind.Data,
                string.Create(CultureInfo.InvariantCulture, $"{place}: the system gave {settings.MaximumPages} pages and still has a next one."),
                "If the stream is as large as that, raise maximumPages under pagination or read it in steps (window: { step: 1d }); if not, ask the owner of the system.");
        }

        var mark = PageMark.OfPage(records);
        if (AsksAgain(page, records.Count) && !_pages.WasPrevious(mark))
        {
            return new PageStep($"{Text(page)}/{_first.ToString(CultureInfo.InvariantCulture)}", Drop: true);
        }

        var seen = records.Count == 0 ? PageCircle.Finding.New : _pages.See(mark);
        _repeats = seen == PageCircle.Finding.Same ? _repeats + 1 : 0;
        _circle |= seen == PageCircle.Finding.Circle && settings.Counts;
        if (_circle || _repeats >= (settings.Counts ? 1 : MostRepeats))
        {
            return End(drop: true);
        }

        _first = _read == 1 ? records.Count : _first;
        _empty = records.Count == 0 ? _empty + 1 : 0;
        if (_empty > MostEmpty)
        {
            throw new ExchangeException(
                FailureKind.Data, $"{place}: the system gave {_empty} empty pages one after the other, each with a next one.", "Check records and where the next page is told, under pagination; ask the owner of the system.");
        }

        _count.Add(reply, records);
        var shorter = records.Count < _largest;
        _largest = Math.Max(_largest, records.Count);
        var more = settings.HasMore?.FindText(reply) is { } text ? settings.More.Contains(text) : (bool?)null;
        if (more == false || (settings.EndsShort && shorter && more is null))
        {
            return End();
        }

        return settings.Type switch
        {
            "token" => ByToken(page, settings.Next.FindText(reply)),
            "next" => ByAddress(page, settings.Next.FindText(reply)),
            "link" => ByAddress(page, link),
            "none" => End(),
            _ when more is null && (_empty > 0 || _count.Reached) => End(),
            "page" => new PageStep(Following(page, records.Count)),
            "offset" when records.Count == 0 => End(),
            "offset" => new PageStep((Number(page, 0) + records.Count).ToString(CultureInfo.InvariantCulture)),
            _ => ByKey(page, records.Count, last),
        };
    }

    // A page that is shorter than asked, and another one behind it: the system caps the size. Whether it counts its pages in
    // the size it was asked or in the one it gives is not known, so it is asked in the one it gives.
    private bool AsksAgain(string? page, int count) =>
        settings.Type == "page" && settings.AsksSize && _read == 2 && _fromStart == true && count > 0 && _first > 0 && _first < pageSize && Size(page) == pageSize;

    private string Following(string? page, int count)
    {
        var next = (Number(page, settings.Start) + 1).ToString(CultureInfo.InvariantCulture);
        var size = page is null && settings.AsksSize && count > 0 && count < pageSize && _count.Total > count ? count : Size(page);
        return size == pageSize ? next : $"{next}/{size.ToString(CultureInfo.InvariantCulture)}";
    }

    private PageStep ByToken(string? page, string? next)
    {
        if (string.IsNullOrEmpty(next) || (_empty > 0 && next == page))
        {
            return End();
        }

        Guard(page, next);
        return new PageStep(next);
    }

    private PageStep ByAddress(string? page, string? next)
    {
        if (string.IsNullOrEmpty(next) || (_empty > 0 && next == page))
        {
            return End();
        }

        var address = SameHost(next).AbsoluteUri;
        Guard(page, address);
        return new PageStep(address);
    }

    private PageStep ByKey(string? page, int count, JsonElement last)
    {
        if (count == 0)
        {
            return End();
        }

        var next = settings.Next.FindText(last);
        if (string.IsNullOrEmpty(next))
        {
            throw new ExchangeException(
                FailureKind.Data, $"{place}: the last record of a page has no '{settings.Next.Text}' to go on after.", "Set keyField under pagination to the field by which the system orders its records.");
        }

        // A system that takes the key inclusively ends with a page of this one record.
        if (next == page && count == 1)
        {
            return End();
        }

        Guard(page, next);
        return new PageStep(next);
    }

    private PageStep End(bool drop = false)
    {
        _ended = true;
        return new PageStep(null, drop);
    }

    private void Guard(string? page, string next)
    {
        if (next == page || _tokens.See(PageMark.Of(next).Key) != PageCircle.Finding.New)
        {
            throw new ExchangeException(
                FailureKind.Data,
                settings.Type == "keyset" ? $"{place}: a whole page has the same '{settings.Next.Text}', so that the walk does not go on." : $"{place}: the system gave the same page token twice.",
                settings.Type == "keyset" ? "Choose a keyField that is unique, or larger pages." : "Check where the next page is told, under pagination; ask the owner of the system.");
        }
    }

    private static long Number(string? page, long first) =>
        page is null ? first : long.TryParse(page.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : first;

    private Uri SameHost(string next)
    {
        if (Uri.TryCreate(origin, next, out var address)
            && address.Scheme == origin.Scheme && address.Port == origin.Port && string.Equals(address.Host, origin.Host, StringComparison.OrdinalIgnoreCase))
        {
            return address;
        }

        throw new ExchangeException(
            FailureKind.Data, $"{place}: the address of the next page leads to another host{(address is null ? "" : $" ({address.Host})")}.", "Ask the owner of the system; the hub follows addresses of the same host only.");
    }
}
