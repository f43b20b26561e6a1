using System.Text.Json;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;
using Exchange.Schema.Invariants;

namespace Exchange.Schema.Tests;

public sealed class CaseInvariantsTests
{
    private const string Sound = """
        {"sourceCaseNo":"A1","item":{"code":"11350500XX000006XK4000117051000"},"department":{"code":"11350500XX000006XK"},"caseType":"promised",
        "appliedAt":"2026-03-02T09:00:00+08:00","acceptedAt":"2026-03-02T10:00:00+08:00","promisedAt":"2026-03-20T18:00:00+08:00","status":"evaluated",
        "finishedAt":"2026-03-12T16:00:00+08:00",
        "pauses":[
          {"kind":"supplement","startedAt":"2026-03-02T09:10:00+08:00","endedAt":"2026-03-02T09:50:00+08:00"},
          {"kind":"special-procedure","startedAt":"2026-03-03T09:00:00+08:00","endedAt":"2026-03-05T09:00:00+08:00"}],
        "result":{"outcome":"granted","at":"2026-03-12T16:00:00+08:00","certificateName":"许可证","certificateNo":"X1","validFrom":"2026-03-12","validTo":"2026-03-12"},
        "deliveries":[{"sentAt":"2026-03-12T17:00:00+08:00","receivedAt":"2026-03-13T09:00:00+08:00"}],
        "evaluations":[{"at":"2026-03-13T09:30:00+08:00"}]}
        """;

    [Fact]
    public void Check_SoundCase_FindsNothing() => Assert.Empty(Check(Sound));

    [Fact]
    public void Check_EmptyCase_FindsNothing() => Assert.Empty(Check("{}"));

    [Theory]
    [InlineData(""" "appliedAt":"2026-03-02T11:00:00+08:00","acceptedAt":"2026-03-02T10:00:00+08:00" """, "acceptedAt", NoticeSeverity.Error)]
    [InlineData(""" "acceptedAt":"2026-03-02T10:00:00+08:00","finishedAt":"2026-03-02T01:00:00Z" """, "finishedAt", NoticeSeverity.Error)]
    [InlineData(""" "acceptedAt":"2026-03-02T10:00:00+08:00","promisedAt":"2026-03-01T10:00:00+08:00" """, "promisedAt", NoticeSeverity.Warning)]
    [InlineData(""" "acceptedAt":"2026-03-02T10:00:00+08:00","result":{"at":"2026-03-01T10:00:00+08:00"} """, "result.at", NoticeSeverity.Warning)]
    [InlineData(""" "result":{"validFrom":"2026-03-02","validTo":"2026-03-01"} """, "result.validTo", NoticeSeverity.Error)]
    [InlineData(""" "events":[{},{"startedAt":"2026-03-02T10:00:00+08:00","endedAt":"2026-03-01T10:00:00+08:00"}] """, "events[1].endedAt", NoticeSeverity.Error)]
    [InlineData(""" "pauses":[{"startedAt":"2026-03-02T10:00:00+08:00","endedAt":"2026-03-01T10:00:00+08:00"}] """, "pauses[0].endedAt", NoticeSeverity.Error)]
    [InlineData(""" "licences":[{"validFrom":"2026-03-02","validTo":"2026-03-01"}] """, "licences[0].validTo", NoticeSeverity.Error)]
    [InlineData(""" "deliveries":[{"sentAt":"2026-03-02T10:00:00+08:00","receivedAt":"2026-03-01T10:00:00+08:00"}] """, "deliveries[0].receivedAt", NoticeSeverity.Warning)]
    [InlineData(""" "result":{"outcome":"granted"} """, "acceptedAt", NoticeSeverity.Warning)]
    [InlineData(""" "status":"done","acceptedAt":"2026-03-02T10:00:00+08:00","result":{"outcome":"granted","certificateName":"许可证"} """, "result.certificateNo", NoticeSeverity.Warning)]
    [InlineData(""" "acceptedAt":"2026-03-02T10:00:00+08:00","result":{"outcome":"refused"} """, "result.description", NoticeSeverity.Warning)]
    [InlineData(""" "acceptedAt":"2026-03-02T10:00:00+08:00","finishedAt":"2026-03-03T10:00:00+08:00","deliveries":[{"receivedAt":"2026-03-02T11:00:00+08:00"}] """, "deliveries[0].receivedAt", NoticeSeverity.Warning)]
    [InlineData(""" "acceptedAt":"2026-03-02T10:00:00+08:00","finishedAt":"2026-03-03T10:00:00+08:00","evaluations":[{"at":"2026-03-02T11:00:00+08:00"}] """, "evaluations[0].at", NoticeSeverity.Warning)]
    [InlineData(""" "deliveries":[{"receivedAt":"2026-03-05T11:00:00+08:00"}],"evaluations":[{"at":"2026-03-04T11:00:00+08:00"}] """, "evaluations[0].at", NoticeSeverity.Warning)]
    [InlineData(""" "acceptedAt":"2026-03-02T10:00:00+08:00","pauses":[{"kind":"suspension","startedAt":"2026-03-01T10:00:00+08:00"}] """, "pauses[0].startedAt", NoticeSeverity.Warning)]
    [InlineData(""" "acceptedAt":"2026-03-02T10:00:00+08:00","finishedAt":"2026-03-04T10:00:00+08:00","pauses":[{"kind":"other","startedAt":"2026-03-03T10:00:00+08:00","endedAt":"2026-03-05T10:00:00+08:00"}] """, "pauses[0].endedAt", NoticeSeverity.Warning)]
    [InlineData(""" "pauses":[{"startedAt":"2026-03-04T10:00:00+08:00"},{"startedAt":"2026-03-03T10:00:00+08:00","endedAt":"2026-03-05T10:00:00+08:00"}] """, "pauses[0].startedAt", NoticeSeverity.Warning)]
    [InlineData(""" "pauses":[{"startedAt":"2026-03-03T10:00:00+08:00"},{"startedAt":"2026-03-04T10:00:00+08:00"}] """, "pauses[1].startedAt", NoticeSeverity.Warning)]
    [InlineData(""" "caseType":"immediate","acceptedAt":"2026-03-02T10:00:00+08:00","promisedAt":"2026-03-03T10:00:00+08:00" """, "promisedAt", NoticeSeverity.Warning)]
    [InlineData(""" "item":{"code":"11350500XX000006XK4000117051000"},"department":{"code":"91350500XX00000198"} """, "item.code", NoticeSeverity.Warning)]
    public void Check_ViolatedInvariant_IsToldOnce(string members, string path, NoticeSeverity severity)
    {
        var notice = Assert.Single(Check("{" + members + "}"));

        Assert.Equal((path, severity), (notice.Path, notice.Severity));
        Assert.Contains(CaseInvariants.Rules, r => r.Name == notice.Rule && r.Severity == severity);
    }

    [Theory]
    [InlineData(""" "caseType":"immediate","acceptedAt":"2026-03-02T10:00:00+08:00","promisedAt":"2026-03-02T15:59:00Z" """)]
    [InlineData(""" "acceptedAt":"2026-03-02T10:00:30+08:00","finishedAt":"2026-03-02T10:00:00+08:00","caseType":"immediate" """)]
    [InlineData(""" "status":"not-accepted","finishedAt":"2026-03-02T10:00:00+08:00" """)]
    [InlineData(""" "item":{"code":"350521103XK01003"},"department":{"code":"91350500XX00000198"} """)]
    [InlineData(""" "item":{"code":"11350500XX000006XK4000117051000"},"department":{"code":"QZ01"} """)]
    [InlineData(""" "status":"done","acceptedAt":"2026-03-02T10:00:00+08:00","result":{"outcome":"granted","certificateName":"许可证"},"licences":[{"number":"1"}] """)]
    [InlineData(""" "appliedAt":"2026-03-01T10:00:00+08:00","acceptedAt":"2026-03-02T10:00:00+08:00","pauses":[{"kind":"supplement","startedAt":"2026-03-01T10:00:00+08:00","endedAt":"2026-03-02T10:00:00+08:00"},{"kind":"extension","startedAt":"2026-03-02T10:00:00+08:00"}] """)]
    public void Check_WhatHonestDataShows_IsNotTold(string members) => Assert.Empty(Check("{" + members + "}"));

    [Fact]
    public void CheckAcceptances_TwoDifferentOnes_AreAnError()
    {
        var first = new Case { AcceptanceNo = "1", AcceptedAt = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)) };

        Assert.Empty(CaseInvariants.CheckAcceptances([first, first, new Case()]));
        Assert.Equal("acceptanceNo", Assert.Single(CaseInvariants.CheckAcceptances([first, first with { AcceptanceNo = "2" }])).Path);
        var later = Assert.Single(CaseInvariants.CheckAcceptances([first with { AcceptedAt = first.AcceptedAt!.Value.AddDays(1) }, first]));
        Assert.Equal(("acceptedAt", NoticeSeverity.Error), (later.Path, later.Severity));
    }

    [Fact]
    public void CheckStates_GoingBack_IsTold()
    {
        Assert.Empty(CaseInvariants.CheckStates(["submitted", "accepted", "suspended", "in-process", "done"]));
        Assert.Equal("'accepted' was seen after 'done'.", Assert.Single(CaseInvariants.CheckStates(["accepted", "done", "accepted"])).Message);
    }

    [Fact]
    public void Rules_NameEachOnce_AndOrdersNameTimes()
    {
        Assert.Equal(CaseInvariants.Rules.Count, CaseInvariants.Rules.Select(r => r.Name).Distinct().Count());
        Assert.All(CaseOrder.All, o =>
        {
            var (earlier, later) = (SchemaCatalog.CaseV1.Find(o.Earlier), SchemaCatalog.CaseV1.Find(o.Later));
            Assert.True(earlier!.Type is SchemaType.Date or SchemaType.DateTime);
            Assert.Equal(earlier.Type, later!.Type);
        });
    }

    private static IReadOnlyList<CaseNotice> Check(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CaseInvariants.Check(document.RootElement);
    }
}
