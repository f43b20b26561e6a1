using System.Globalization;
using System.Xml.Linq;
using Exchange.Sandbox.Systems.Doors;
using Exchange.Sandbox.Systems.Houses;
using Exchange.Sandbox.Systems.UtilityCompanies;

namespace Exchange.Sandbox.Systems.UtilityGas;

/// <summary>
/// 燃气公司: a web service behind a user name token. It is asked with XML in a string, answers with XML in a string, and knows no times of
/// change: all of it is read, by pages from 1 of at most 40.
/// </summary>
internal sealed class UtilityGasSystem() : SimulatedSystem(SystemId)
{
    public const string SystemId = "utility-gas";
    private const string Space = "http://gas.example/";
    private const string User = "hub";
    private const int LargestPage = 40;
    private static readonly Dictionary<string, object?> Nothing = [];
    private HouseBook _houses = null!;

    public override IReadOnlyList<HubValue> Values(string url) =>
    [
        HubValue.Setting($"{Id}.url", Address(url, Id) + "/TransferService.asmx"),
        HubValue.Setting($"{Id}.user", User),
        HubValue.Secret(Id, Password),
    ];

    public override void Map(IEndpointRouteBuilder routes) => new SoapDoor(Space, Answer).Map(routes, "/TransferService.asmx");

    protected override Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        _houses = new HouseBook(Around.Seed, Around.BaseTime);
        return base.PrepareAsync(entries, cancellationToken);
    }

    protected override Entry Write(EntryState state)
    {
        var writer = new ReceiptWriter(Company.Gas, _houses.Get(House.Linked(state.Number)), Around.Seed, state);
        return writer.Write(state.Revision > 0 || state.MadeAt > Around.BaseTime ? state.ChangedAt : writer.Day.AddDays(1), Nothing);
    }

    private SoapAnswer Answer(SoapCall call)
    {
        if (!NameToken.Holds(call.Header, User, Password))
        {
            return SoapAnswer.Fault("wsse:FailedAuthentication", "The security token could not be authenticated.");
        }
        if (call.Operation != "QueryTransfer")
        {
            return SoapAnswer.Fault("soap:Client", $"No operation {call.Operation}.");
        }
        if (SoapCall.Xml(call["request"]) is not { } asked
            || RecordPage.Number(asked.Element("PageNo")?.Value, 1, 1) is not { } page || RecordPage.Number(asked.Element("PageSize")?.Value, 20, 1) is not { } size)
        {
            return Result("1", "参数错误", 0, []);
        }
        var all = new ArraySegment<FeedRecord>([.. Book.Feed(ReceiptWriter.Feed).All]);
        return Result("0", "成功", all.Count, RecordPage.Take(all, page, 1, Math.Min(size, LargestPage)));
    }

    private static SoapAnswer Result(string code, string message, int total, ArraySegment<FeedRecord> records)
        => SoapAnswer.Text(new XElement("Result",
            new XElement("Code", code),
            new XElement("Message", message),
            new XElement("Total", total.ToString(CultureInfo.InvariantCulture)),
            SoapAnswer.List("Rows", "Row", records)).ToString(SaveOptions.DisableFormatting));
}
