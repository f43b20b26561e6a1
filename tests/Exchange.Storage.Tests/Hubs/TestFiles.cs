namespace Exchange.Storage.Tests.Hubs;

/// <summary>The files of a small installation: a bureau with three streams, a platform.</summary>
internal static class TestFiles
{
    public const string Bureau = """
        id: bureau
        name: 民生保障局
        kind: scripted
        timeZone: Asia/Shanghai
        streams:
          - { name: accepted, part: case, key: [id], caseKey: no, mapping: bureau/accepted, ignore: [fetchedAt], exclude: { test: "1" } }
          - { name: steps, part: event, key: [id], caseKey: no, mapping: bureau/steps }
          - { name: results, part: result, key: [id], caseKey: no, mapping: bureau/results }
        """;

    public const string PlatformHead = """
        id: platform
        name: 一体化平台
        kind: scripted
        timeZone: Asia/Shanghai
        """;

    public const string Platform = PlatformHead + """

        sink:
          batch: 50
          capabilities: { upsert: true, withdraw: true, latestOnly: false, onUnknown: ask }
        """;

    public const string Accepted = """
        from: bureau/accepted
        to: case/v1
        nulls: [""]
        fields:
          sourceCaseNo: { from: no, required: true }
          parentCaseNo: parent
          numbers.provincial: provincial
          item.code: { const: "1234567890" }
          item.name: { from: item }
          department.code: dept
          applicant.name: name
          applicant.idNo: idNo
          contact.mobile: mobile
          appliedAt: { from: appliedAt, datetime: "yyyy-MM-dd HH:mm:ss" }
          status: { from: state, code: case-status }
        """;

    public const string Steps = """
        from: bureau/steps
        to: case/v1#event
        fields:
          key: { from: id, required: true }
          name: { from: name, required: true }
          startedAt: { from: at, datetime: iso }
          case.status: { const: in-process }
        """;

    public const string Results = """
        from: bureau/results
        to: case/v1#result
        fields:
          outcome: { from: outcome, code: outcome, required: true }
          description: text
          case.status: { const: done }
        """;

    public const string Codes = """
        table,raw,canonical,label,from,to
        case-status,1,accepted,受理,,
        case-status,2,in-process,在办,,
        case-status,3,done,办结,,
        case-status,0,submitted,提交,,
        case-status,9,withdrawn,撤销,,
        outcome,1,granted,准予,,
        outcome,2,refused,不予,,

        """;
}
