namespace Exchange.Connectors.Database.Dialects;

/// <summary>PostgreSQL and what speaks its protocol. Values travel as texts and are cast to their column's type.</summary>
internal sealed class PostgresDialect : Dialect
{
    public override string Name => "postgresql";

    public override string UtcNow => "select clock_timestamp()";

    public override string LocalNow => "localtimestamp";

    public override bool RowValues => true;

    public override string NullsFirst => " nulls first";

    public override int LongestList => 10_000;

    public override string Mark(int place, ColumnType? type) => type is null ? $"${place}" : $"${place}::{type.Cast}";

    public override object? Parameter(string? text, ColumnType type, TimeZoneInfo zone) => text;

    public override string Position(string column) => $"{column}::text";

    public override string Bytes(string column) => $"convert_to({column}::text, getdatabaseencoding())";
}
