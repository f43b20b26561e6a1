namespace Exchange.Sandbox.Generation;

/// <summary>A town of the zone with some of its (invented) villages and roads.</summary>
internal sealed record Town(string Name, string Code, IReadOnlyList<string> Places)
{
    public static IReadOnlyList<Town> All { get; } =
    [
        new("洛阳镇", "350521104", ["西方村", "屿头村", "云山村", "上田村", "白沙村", "桥南社区", "陈坝村"]),
        new("东园镇", "350521105", ["阳光村", "新街村", "群山村", "琅山村", "锦峰村", "埔殊村"]),
        new("张坂镇", "350521106", ["浮山村", "玉埕村", "獭窟社区", "崧山村", "后边村", "群贤村", "苍霞村"]),
        new("百崎回族乡", "350521200", ["里春村", "白奇村", "莲埭村", "下埭村", "后海村"]),
    ];
}
