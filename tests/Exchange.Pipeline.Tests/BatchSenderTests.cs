using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Delivery;
using Exchange.Security.Privacy;

namespace Exchange.Pipeline.Tests;

public sealed class BatchSenderTests
{
    [Theory]
    [InlineData(DeliveryOutcome.Accepted, "ask", DeliveryVerdict.Delivered, false)]
    [InlineData(DeliveryOutcome.Repeated, "ask", DeliveryVerdict.Repeated, false)]
    [InlineData(DeliveryOutcome.Rejected, "ask", DeliveryVerdict.Rejected, false)]
    [InlineData(DeliveryOutcome.Retry, "ask", DeliveryVerdict.Later, false)]
    [InlineData(DeliveryOutcome.Unknown, "ask", DeliveryVerdict.Later, true)]
    [InlineData(DeliveryOutcome.Unknown, "upsertByKey", DeliveryVerdict.Later, true)]
    [InlineData(DeliveryOutcome.Unknown, "park", DeliveryVerdict.Parked, true)]
    public async Task Send_Answer_BecomesItsReceipt(DeliveryOutcome outcome, string onUnknown, DeliveryVerdict verdict, bool uncertain)
    {
        var receipt = Assert.Single((await SendAsync(new Target(i => new(i.Key, outcome)), onUnknown, Claim(1))).Receipts);

        Assert.Equal((verdict, uncertain), (receipt.Verdict, receipt.Uncertain));
        Assert.Equal(verdict == DeliveryVerdict.Later, receipt.Delay > TimeSpan.Zero);
        Assert.Equal(verdict == DeliveryVerdict.Rejected, receipt.Errors.Count > 0);
    }

    [Fact]
    public async Task Send_ItemWithoutAnswer_IsUncertain()
    {
        var receipt = Assert.Single((await SendAsync(new Target(i => new("another", DeliveryOutcome.Accepted)), "ask", Claim(1))).Receipts);

        Assert.Equal((DeliveryVerdict.Later, true), (receipt.Verdict, receipt.Uncertain));
    }

    [Theory]
    [InlineData("ask", DeliveryOutcome.Repeated, 0, DeliveryVerdict.Repeated)]
    [InlineData("ask", DeliveryOutcome.Retry, 1, DeliveryVerdict.Delivered)]
    [InlineData("ask", DeliveryOutcome.Unknown, 0, DeliveryVerdict.Later)]
    [InlineData("upsertByKey", DeliveryOutcome.Repeated, 1, DeliveryVerdict.Delivered)]
    [InlineData("park", DeliveryOutcome.Repeated, 0, DeliveryVerdict.Parked)]
    public async Task Send_UncertainVersion_DoesAsTheSinkDeclares(string onUnknown, DeliveryOutcome known, int written, DeliveryVerdict verdict)
    {
        var target = new Target(i => new(i.Key, DeliveryOutcome.Accepted)) { Known = known };

        var receipt = Assert.Single((await SendAsync(target, onUnknown, Claim(1) with { Uncertain = true })).Receipts);

        Assert.Equal((written, verdict), (target.Written, receipt.Verdict));
    }

    [Fact]
    public async Task Send_TargetAway_EveryClaimGetsAReceiptAndKeepsItsDoubt()
    {
        var target = new Target(_ => throw new ExchangeException(FailureKind.Transient, "away") { RetryAfter = TimeSpan.FromSeconds(9) });

        var sent = await SendAsync(target, "upsertByKey", [.. Enumerable.Range(1, 5).Select(i => Claim(i) with { Uncertain = i == 1 })]);

        Assert.NotNull(sent.Failure);
        Assert.Equal(5, sent.Receipts.Count);
        Assert.All(sent.Receipts, r => Assert.Equal((DeliveryVerdict.Later, TimeSpan.FromSeconds(9), r.Claim.CaseId == 1), (r.Verdict, r.Delay, r.Uncertain)));
    }

    [Fact]
    public async Task Send_WordsWithAPersonalNumber_AreMaskedBeforeTheyAreCut()
    {
        var message = new string('x', 490) + "350599199001010011";
        var receipt = Assert.Single((await SendAsync(new Target(i => new(i.Key, DeliveryOutcome.Rejected) { Message = message }), "ask", Claim(1))).Receipts);

        Assert.DoesNotContain("3505991990", receipt.Message, StringComparison.Ordinal);
        Assert.True(receipt.Message!.Length <= 501);
    }

    [Theory]
    [InlineData("YTH00000001", "YTH00000001")]
    [InlineData("P-350599199001010011", null)]
    public async Task Send_PlatformId_IsKeptOnlyWithoutPersonalData(string told, string? kept)
    {
        var receipt = Assert.Single((await SendAsync(new Target(i => new(i.Key, DeliveryOutcome.Accepted) { PlatformId = told }), "ask", Claim(1))).Receipts);

        Assert.Equal(kept, receipt.PlatformId);
    }

    private static Task<SentBatch> SendAsync(Target connector, string onUnknown, params ClaimedDelivery[] claims)
    {
        var at = new SourceLocation("connector.yaml", 1, 1);
        var sink = new SinkDeclaration { Batch = 2, Node = new ConfigMap(at, []), Capabilities = new TargetCapabilities { OnUnknown = onUnknown } };
        var declaration = new ConnectorDeclaration { Id = "platform", Name = "p", Kind = "k", TimeZone = TimeZoneInfo.Utc, Settings = new ConfigMap(at, []), Location = at, Sink = sink };
        var target = new HubTarget(1, declaration, sink);
        var privacy = new PrivacyGuard();
        return new BatchSender(target, connector, new OutboundItems(target, null, new OpenSealer()), privacy).SendAsync(claims, CancellationToken.None);
    }

    private static ClaimedDelivery Claim(long id) => new() { CaseId = id, Version = 1, Operation = RecordOperation.Upsert, ContentDigest = new byte[16], Sealed = "{}"u8.ToArray(), SealedVersion = 1 };

    private sealed class OpenSealer : ISealer
    {
        public string Suite => "none";

        public byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place) => plain.ToArray();

        public byte[] Open(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> place) => sealedBytes.ToArray();
    }

    private sealed class Target(Func<DeliveryItem, DeliveryResult> answer) : ITargetConnector
    {
        private int _written;

        public int Written => _written;

        public DeliveryOutcome Known { get; init; }

        public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
        {
            Interlocked.Add(ref _written, items.Count);
            return Task.FromResult<IReadOnlyList<DeliveryResult>>([.. items.Select(answer)]);
        }

        public Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<DeliveryResult>>([.. items.Select(i => new DeliveryResult(i.Key, Known))]);

        public IAsyncEnumerable<HeldVersion> ListKeysAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
