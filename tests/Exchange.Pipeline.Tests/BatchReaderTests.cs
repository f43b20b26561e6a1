using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Records;
using Exchange.Security.Privacy;

namespace Exchange.Pipeline.Tests;

/// <summary>How pages become batches.</summary>
public sealed class BatchReaderTests
{
    [Fact]
    public async Task Read_SourceThatWaitsForItsAcknowledgement_IsCommittedPageByPage()
    {
        var source = new WaitingSource(commitNow: true);
        var reader = Reader(source);
        var reading = reader.ReadAsync(new ReadRequest("s"), default);

        var sizes = new List<int>();
        await foreach (var batch in reader.Batches.ReadAllAsync().WithCancellation(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token))
        {
            sizes.Add(batch.Records.Count);
            await source.AcknowledgeAsync("s", batch.Acknowledgements, default);
        }

        await reading;
        Assert.Equal([1, 1, 1], sizes);
    }

    [Fact]
    public async Task Read_SourceThatDoesNotWait_FillsItsBatches()
    {
        var reader = Reader(new WaitingSource(commitNow: false));
        await reader.ReadAsync(new ReadRequest("s"), default);

        Assert.True(reader.Batches.TryRead(out var batch));
        Assert.Equal(3, batch.Records.Count);
    }

    private static BatchReader Reader(ISourceConnector source)
    {
        var stream = new StreamDeclaration { Name = "s", Part = "case", Key = ["id"], CaseKey = "id", Schedule = "", Mapping = "", Node = new ConfigMap(default, []) };

        // Records with a fault never reach a mapping.
        return new BatchReader("x/s", source, new RecordPreparer(stream, null!, new PlainDigester(), new StoredKey(new PlainDigester(), new PrivacyGuard())), batchSize: 100);
    }

    private sealed class WaitingSource(bool commitNow) : ISourceConnector
    {
        private readonly SemaphoreSlim _taken = new(1);

        public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var i = 0; i < 3; i++)
            {
                if (commitNow)
                {
                    await _taken.WaitAsync(cancellationToken);
                }

                var record = new SourceRecord
                {
                    SourceKey = $"A{i}", CaseKey = $"A{i}", Json = "{}"u8.ToArray(), Acknowledgement = i, Fault = new RecordFault("$", "undecodable", "No."),
                };
                yield return new SourcePage([record], null) { CommitNow = commitNow };
            }
        }

        public Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken)
        {
            _taken.Release(acknowledgements.Count);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class PlainDigester : IDigester
    {
        public byte[] Digest(DigestPurpose purpose, ReadOnlySpan<byte> content) => SHA256.HashData(content)[..IDigester.Length];
    }
}
