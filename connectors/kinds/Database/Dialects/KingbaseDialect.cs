namespace Exchange.Connectors.Database.Dialects;

/// <summary>KingbaseES through a driver of its own: the text of PostgreSQL, typed parameters.</summary>
internal sealed class KingbaseDialect : Dialect
{
    public override string Name => "kingbase";

    public override string UtcNow => "select clock_timestamp()";

    public override string LocalNow => "localtimestamp";

    public override bool RowValues => true;

    public override string NullsFirst => " nulls first";

    public override string Bytes(string column) => $"convert_to({column}::text, getdatabaseencoding())";
}
