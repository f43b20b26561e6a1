using System.Xml.Linq;
using Exchange.Abstractions.Decoding;

namespace Exchange.Sandbox.Systems.ProvincialExchange;

/// <summary>The XML of a message, in the bytes it travels in.</summary>
internal static class ProvincialMessage
{
    // GB18030 holds every name; half of the messages say of themselves that they are UTF-8.
    private static readonly CharacterSet Characters = CharacterSet.Find("gb18030")!;

    public static byte[] Case(string caseNumber, string type, string applyFrom, DateTime at, bool mislabelled, params object[] body)
        => Bytes(
            new XElement(
                "Case", new XAttribute("applyFrom", applyFrom), new XAttribute("type", type), new XAttribute("unid", caseNumber), new XAttribute("xsd", "1.0"),
                Router("350000", "福建省", "350521", "惠安县", at),
                new XElement("Body", body)),
            mislabelled);

    /// <summary>A message about a node of the process, with its fields in their order.</summary>
    public static XElement Node(params (string Name, object? Value)[] fields)
        => new("node", fields.Select(f => new XElement(f.Name, f.Value)));

    public static byte[] Feedback(string caseNumber, string serial, string result, DateTime at)
        => Bytes(
            new XElement(
                "Feedback",
                Router("350521", "惠安县", "350000", "福建省", at),
                new XElement("Body", new XAttribute("CaseUnid", caseNumber), new XAttribute("SN", serial), new XAttribute("Result", result))),
            mislabelled: false);

    /// <summary>The same bytes with one in them that no character of GB18030 begins with.</summary>
    public static byte[] Spoil(byte[] message)
    {
        var spoilt = (byte[])message.Clone();
        spoilt[^10] = 0xFF;
        return spoilt;
    }

    private static XElement Router(string fromCode, string fromName, string toCode, string toName, DateTime at) => new(
        "Router", new XAttribute("FromAreaCode", fromCode), new XAttribute("FromAreaName", fromName),
        new XAttribute("ToAreaCode", toCode), new XAttribute("ToAreaName", toName), new XAttribute("Time", SourceTime.Text(at)));

    private static byte[] Bytes(XElement root, bool mislabelled)
        => Characters.Encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{(mislabelled ? "UTF-8" : "GB18030")}\"?>\n{root.ToString(SaveOptions.DisableFormatting)}");
}
