using Exchange.Sandbox.Bench;

namespace Exchange.Sandbox.Tests.Bench;

public sealed class WireCounterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Feed_MessagesInPieces_EachTypeOnce(int piece)
    {
        byte[] stream = [(byte)'Q', 0, 0, 0, 6, (byte)'E', 0, (byte)'S', 0, 0, 0, 4, (byte)'E', 0, 0, 0, 9, 1, 2, 3, 4, 5];
        var seen = new List<byte>();
        var sut = new WireCounter(seen.Add);

        foreach (var part in stream.Chunk(piece))
        {
            sut.Feed(part);
        }

        Assert.Equal("QSE", string.Concat(seen.Select(b => (char)b)));
    }
}
