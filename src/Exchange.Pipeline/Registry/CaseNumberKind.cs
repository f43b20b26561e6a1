namespace Exchange.Pipeline.Registry;

/// <summary>The kinds of numbers of a case.</summary>
public enum CaseNumberKind
{
    /// <summary>The number its source shows to people.</summary>
    Source = 1,

    /// <summary>The national unified number (统一办件编号).</summary>
    National = 2,

    /// <summary>The provincial number.</summary>
    Provincial = 3,

    /// <summary>The local number (申办流水号).</summary>
    Local = 4,

    /// <summary>The investment project number (投资项目编号).</summary>
    Project = 5,
}
