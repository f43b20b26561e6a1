using System.Globalization;

namespace Exchange.Connectors.Database.Dialects;

/// <summary>SQL Server.</summary>
internal sealed class SqlServerDialect : Dialect
{
    public override string Name => "sqlserver";

    public override string UtcNow => "select sysutcdatetime()";

    public override string LocalNow => "sysdatetime()";

    public override bool CountsBytes => true;

    public override string Quote(string identifier) => $"[{identifier.Replace("]", "]]", StringComparison.Ordinal)}]";

    public override string Bytes(string column) => $"cast({column} as varbinary(max))";

    public override string Select(string columns, string rest, string order, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"select top ({limit}) {columns} from {rest}{(order.Length == 0 ? "" : " order by " + order)}");
}
