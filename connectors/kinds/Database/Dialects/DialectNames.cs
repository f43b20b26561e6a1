namespace Exchange.Connectors.Database.Dialects;

/// <summary>The dialects by the word in a connector file.</summary>
internal static class DialectNames
{
    public static readonly string[] All = ["postgresql", "mysql", "sqlserver", "oracle", "oracle11", "dameng", "kingbase"];

    /// <summary>The dialect of a word.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    public static Dialect Find(string name) => name switch
    {
        "mysql" or "mariadb" => new MySqlDialect(),
        "sqlserver" => new SqlServerDialect(),
        "oracle" => new OracleDialect(fetches: true),
        "oracle11" => new OracleDialect(fetches: false),
        "dameng" => new DamengDialect(),
        "kingbase" => new KingbaseDialect(),
        _ => new PostgresDialect(),
    };
}
