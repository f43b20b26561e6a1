using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Systems.Doors;

namespace Exchange.Sandbox.Systems.ServiceEvaluation;

/// <summary>
/// 好差评 and 效能监察: a web service with a login whose session ends after a number of calls, answers as XML in a string. What may be
/// evaluated are cases of departments that are connected in no other way.
/// </summary>
internal sealed class ServiceEvaluationSystem() : SimulatedSystem(SystemId)
{
    public const string SystemId = "service-evaluation";
    private const string Space = "http://evaluation.example/";
    private const string User = "hub";
    private const int CallsOfSession = 25;
    private static readonly Catalogue Items = new();

    private static readonly Dictionary<string, (string Feed, string List, string Element)> Operations = new(StringComparer.Ordinal)
    {
        ["getServices"] = (ServiceWriter.Services, "services", "service"),
        ["getEvaluates"] = (ServiceWriter.Evaluations, "evaluates", "evaluate"),
        ["getHallEvaluates"] = (ServiceWriter.HallEvaluations, "evaluates", "evaluate"),
        ["getWarnInfos"] = (ServiceWriter.Alerts, "warns", "warn"),
    };

    private readonly ConcurrentDictionary<string, int> _sessions = new(StringComparer.Ordinal);

    public override IReadOnlyList<HubValue> Values(string url) =>
    [
        HubValue.Setting($"{Id}.url", Address(url, Id) + "/services/AppraiseService"),
        HubValue.Setting($"{Id}.user", User),
        HubValue.Secret(Id, Password),
    ];

    public override void Map(IEndpointRouteBuilder routes) => new SoapDoor(Space, Answer).Map(routes, "/services/AppraiseService");

    protected override Entry Write(EntryState state) => new ServiceWriter(Items, Around.Seed, state).Write();

    private SoapAnswer Answer(SoapCall call)
    {
        if (call.Operation == "login")
        {
            return call["userName"] == User && call["password"] == Password ? SoapAnswer.Text(Open()) : SoapAnswer.Fault("soap:Client", "用户名或密码错误");
        }
        if (call["guid"] is not { } guid || !_sessions.ContainsKey(guid) || _sessions.AddOrUpdate(guid, 0, static (_, left) => left - 1) < 0)
        {
            return SoapAnswer.Fault("soap:Client", "会话已过期");
        }
        if (!Operations.TryGetValue(call.Operation, out var asked))
        {
            return SoapAnswer.Fault("soap:Client", $"No operation {call.Operation}.");
        }
        if (Moment(call["from"]) is not { } from || Moment(call["to"]) is not { } to || RecordPage.Number(call["page"], 1, 1) is not { } page || RecordPage.Number(call["size"], 20, 1) is not { } size)
        {
            return Result("400", "参数错误", 0, asked, []);
        }
        var all = Book.Feed(asked.Feed).Between(from, to);
        return Result("0", "ok", all.Count, asked, RecordPage.Take(all, page, 1, size));
    }

    private string Open()
    {
        var guid = Guid.NewGuid().ToString();
        _sessions[guid] = CallsOfSession;
        return guid;
    }

    private static SoapAnswer Result(string code, string message, int total, (string Feed, string List, string Element) asked, ArraySegment<FeedRecord> records)
        => SoapAnswer.Text(new XElement("result",
            new XElement("code", code),
            new XElement("message", message),
            new XElement("total", total.ToString(CultureInfo.InvariantCulture)),
            SoapAnswer.List(asked.List, asked.Element, records)).ToString(SaveOptions.DisableFormatting));

    // Times are asked for as the records write them.
    private static DateTime? Moment(string? text)
        => DateTime.TryParseExact(text, ["yyyyMMddHHmmss", SourceTime.Second], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
