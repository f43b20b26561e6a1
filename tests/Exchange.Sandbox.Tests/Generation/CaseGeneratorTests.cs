using System.Text.Json;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Truth;

namespace Exchange.Sandbox.Tests.Generation;

public sealed class CaseGeneratorTests
{
    private static readonly DateTime BaseTime = new(2026, 3, 1, 9, 0, 0);

    private static List<SandboxCase> Generate(string system, int count, long seed = 42)
    {
        var generator = new CaseGenerator(seed, new Catalogue());
        return [.. UpdateTimes.From(seed, system, BaseTime).Take(count).Select((at, n) => generator.Create(system, n, at))];
    }

    private static List<SandboxCase> All() => [.. Generate(SystemIds.Provincial, 1100), .. Generate(SystemIds.Livelihood, 900)];

    [Fact]
    public void Create_SameSeed_SameCases()
    {
        static string Text(long seed) => JsonSerializer.Serialize(Generate(SystemIds.Provincial, 200, seed), TruthStore.Json);

        Assert.Equal(Text(1), Text(1));
        Assert.NotEqual(Text(1), Text(2));
    }

    [Fact]
    public void Create_EveryCase_ValidNumbersOfSyntheticPeople()
    {
        foreach (var subject in All())
        {
            switch (subject.Applicant.IdType)
            {
                case "id-card":
                    Assert.True(IdNumber.IsValid(subject.Applicant.IdNo));
                    break;
                case "uscc" or "business-licence":
                    Assert.True(Uscc.IsValid(subject.Applicant.IdNo));
                    break;
            }
            Assert.All(new[] { subject.Contact, subject.Agent }.OfType<Person>(), p =>
            {
                Assert.StartsWith("350599", p.IdNo, StringComparison.Ordinal);
                Assert.True(IdNumber.IsValid(p.IdNo));
                Assert.Matches("^1990000[0-9]{4}$", p.Mobile);
            });
        }
    }

    [Fact]
    public void Create_EveryCase_TimesInOrder()
    {
        foreach (var subject in All())
        {
            Assert.True(subject.AppliedAt >= BaseTime.AddDays(-340));
            Assert.True(subject.AcceptedAt is null || subject.AppliedAt <= subject.AcceptedAt);
            Assert.True(subject.PromisedAt is null || subject.PromisedAt >= subject.AcceptedAt);
            Assert.True(subject.Result is null || subject.Result.At >= subject.AcceptedAt);
            Assert.True((subject.Result?.At ?? subject.AppliedAt) <= subject.Row.ChangedAt);
            Assert.Equal(subject.Status == CaseStatus.Done, subject.Result is not null);
            Assert.All(subject.Steps, s => Assert.True(subject.AcceptedAt <= s.StartedAt && s.StartedAt <= s.EndedAt && s.EndedAt <= subject.Row.ChangedAt));
        }
    }

    [Fact]
    public void Create_ManyCases_NumbersAreUnique()
    {
        foreach (var system in new[] { SystemIds.Provincial, SystemIds.Livelihood })
        {
            var cases = Generate(system, 12_000);

            Assert.Equal(cases.Count, cases.Select(c => c.SourceNo).Distinct().Count());
            Assert.All(cases.Select(c => c.NationalNo).OfType<string>(), n => Assert.Equal(43, n.Length));
        }
    }

    [Fact]
    public void Create_ManyCases_VolumesAndStatesAsInTheZone()
    {
        var cases = All();
        var volumes = cases.GroupBy(c => c.Unit.Name).Select(g => (Name: g.Key, Count: g.Count())).OrderByDescending(v => v.Count).ToList();

        Assert.EndsWith("民生保障局", volumes[0].Name, StringComparison.Ordinal);
        Assert.InRange(volumes.Count, 33, 35);
        Assert.InRange(volumes.Count(v => v.Count > cases.Count / 35.0), 7, 9);
        Assert.InRange(volumes.Count(v => v.Count < 10), 5, 22);
        Assert.InRange(cases.Count(c => c.Status == CaseStatus.Submitted) / 2000.0, 0.01, 0.05);
        Assert.Contains(cases, c => c.Applicant.Name.Contains('·'));
        Assert.Contains(cases, c => c.Applicant.Name.Contains('䶮'));
        Assert.Equal(4, cases.Where(c => c.System == SystemIds.Livelihood).Select(c => c.AreaCode).Distinct().Count());
    }

    [Fact]
    public void UpdateTimes_Batches_ManyRowsShareASecond()
    {
        var sizes = UpdateTimes.From(42, SystemIds.Provincial, BaseTime).Take(2000).GroupBy(t => t).Select(g => g.Count()).SkipLast(1).ToList();

        Assert.All(sizes, s => Assert.True(s >= 20));
    }

    [Fact]
    public void Plant_AnyCase_OneToThreeDefectsOnDifferentFields()
    {
        foreach (var subject in All().Take(300))
        {
            var dirty = DirtPlanter.Plant(subject, new SeededRandom(1, "dirt", subject.Number));

            Assert.InRange(dirty.Dirt.Count, 1, 3);
            Assert.Equal(dirty.Dirt.Count, dirty.Dirt.Select(d => d.Field).Distinct().Count());
            Assert.False(dirty.ReachesPlatform);
        }
    }
}
