using System.Globalization;

namespace Exchange.Connectors.Database.Dialects;

/// <summary>Oracle. Before 12c a query is limited by <c>rownum</c> around it.</summary>
/// <param name="fetches">Whether <c>fetch first</c> is known (12c and later).</param>
internal sealed class OracleDialect(bool fetches) : Dialect
{
    public override string Name => fetches ? "oracle" : "oracle11";

    public override string UtcNow => "select sys_extract_utc(systimestamp) from dual";

    public override string LocalNow => "localtimestamp";

    public override string NullsFirst => " nulls first";

    public override bool CountsBytes => true;

    public override string FromNothing => " from dual";

    public override string Mark(int place, ColumnType? type) => $":p{place}";

    public override string Bytes(string column) => $"utl_raw.cast_to_raw({column})";

    public override string Select(string columns, string rest, string order, int limit)
    {
        var query = $"select {columns} from {rest}{(order.Length == 0 ? "" : " order by " + order)}";
        return fetches
            ? string.Create(CultureInfo.InvariantCulture, $"{query} fetch first {limit} rows only")
            : string.Create(CultureInfo.InvariantCulture, $"select * from ({query}) where rownum <= {limit}");
    }
}
