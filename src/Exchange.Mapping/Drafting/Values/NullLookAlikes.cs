namespace Exchange.Mapping.Drafting.Values;

/// <summary>Texts that sources write for nothing.</summary>
internal static class NullLookAlikes
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "无", "暂无", "空", "/", "\\", "-", "--", "null", "NULL", "(null)", "N/A", "NaN", "undefined", "none", "未知", "不详",
        "1900-01-01", "1900-01-01 00:00:00", "1900-01-01T00:00:00", "1900/1/1", "19000101", "19000101000000",
        "1753-01-01", "1753-01-01 00:00:00", "1753-01-01T00:00:00", "0000-00-00", "0000-00-00 00:00:00", "0001-01-01", "0001-01-01 00:00:00", "0001-01-01T00:00:00",
        "9999-12-31", "9999-12-31 23:59:59", "9999-12-31 00:00:00", "9999-12-31T00:00:00", "1970-01-01 08:00:00",
    };

    /// <summary>Whether a text says that there is nothing.</summary>
    public static bool Is(string text) => string.IsNullOrWhiteSpace(text) || Words.Contains(text.Trim());
}
