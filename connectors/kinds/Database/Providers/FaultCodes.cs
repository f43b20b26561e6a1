namespace Exchange.Connectors.Database.Providers;

/// <summary>What the codes of databases without a driver in the box mean; a code that is not listed counts as a failure that passes.</summary>
internal static class FaultCodes
{
    public static FaultKind Oracle(string code) => code switch
    {
        "1017" or "1005" or "28000" or "28001" => FaultKind.Login,
        "12505" or "12514" => FaultKind.NoDatabase,
        "942" or "4043" => FaultKind.NoTable,
        "904" => FaultKind.NoColumn,
        "1031" or "1045" => FaultKind.NoRight,
        "1456" or "16000" => FaultKind.ReadOnly,
        "1013" => FaultKind.TimeOut,
        "54" or "60" or "8177" or "30006" => FaultKind.Conflict,
        "1" => FaultKind.Duplicate,
        "1400" or "1407" => FaultKind.Missing,
        "2290" or "2291" or "2292" or "20000" => FaultKind.Rule,
        "1401" or "1438" or "1461" or "1722" or "1830" or "1843" or "1847" or "1858" or "1861" or "12899" => FaultKind.Value,
        "900" or "907" or "911" or "918" or "920" or "923" or "933" or "936" or "979" or "1747" => FaultKind.Statement,
        _ => FaultKind.Unreachable,
    };

    public static FaultKind Dameng(string code) => code switch
    {
        "-2501" or "-2504" or "-70028" => FaultKind.Login,
        "-2106" => FaultKind.NoTable,
        "-2111" or "-2207" => FaultKind.NoColumn,
        "-5504" or "-5506" or "-5515" => FaultKind.NoRight,
        "-6403" or "-6407" => FaultKind.Conflict,
        "-6602" => FaultKind.Duplicate,
        "-6609" => FaultKind.Missing,
        "-6607" or "-6608" or "-6604" => FaultKind.Rule,
        "-6169" or "-6108" or "-6112" or "-6118" => FaultKind.Value,
        "-2007" or "-2010" => FaultKind.Statement,
        _ => FaultKind.Unreachable,
    };
}
