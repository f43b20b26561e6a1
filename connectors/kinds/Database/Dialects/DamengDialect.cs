namespace Exchange.Connectors.Database.Dialects;

/// <summary>达梦 (DM8): Oracle's parameter marks, a <c>limit</c>, sizes in bytes.</summary>
internal sealed class DamengDialect : Dialect
{
    public override string Name => "dameng";

    public override string UtcNow => "select getutcdate() from dual";

    public override string LocalNow => "localtimestamp";

    public override string NullsFirst => " nulls first";

    public override bool CountsBytes => true;

    public override string FromNothing => " from dual";

    public override string Mark(int place, ColumnType? type) => $":p{place}";

    public override string Bytes(string column) => $"utl_raw.cast_to_raw({column})";
}
