using System.Text.Json;
using Exchange.Sandbox.Faults;

namespace Exchange.Sandbox.Tests.Faults;

public sealed class FaultSwitchesTests
{
    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    [Fact]
    public void Change_SomeSwitches_LeavesTheOthers()
    {
        var sut = new FaultSwitches(1);
        sut.Change(Json("""{"platform":{"rejectRate":0.5}}"""));
        sut.Change(Json("""{"platform":{"unauthorized":true},"provincialHall":{"busyRate":0.1}}"""));

        Assert.Equal((0.5, 1.0, 0.1), (sut.Platform.RejectRate, sut.Platform.Unauthorized, sut.ProvincialHall.BusyRate));
    }

    [Theory]
    [InlineData("""{"platform":{"rejectRates":0.5}}""")]
    [InlineData("""{"plattform":{"rejectRate":0.5}}""")]
    [InlineData("""{"platform":{"rejectRate":"much"}}""")]
    public void Change_UnknownOrWrong_RefusedWithoutEffect(string change)
    {
        var sut = new FaultSwitches(1);

        Assert.ThrowsAny<JsonException>(() => sut.Change(Json(change)));
        Assert.Equal(FaultSet.None, sut.Current);
    }

    [Fact]
    public void Strike_SameSeed_SameFaults()
    {
        static List<bool> Throw() => Enumerable.Range(0, 50).Select(_ => 0).Aggregate((new FaultSwitches(9), new List<bool>()), (s, _) => { s.Item2.Add(s.Item1.Strike(0.4)); return s; }).Item2;

        Assert.Equal(Throw(), Throw());
        Assert.Contains(true, Throw());
        Assert.Contains(false, Throw());
    }
}
