using System.Text.Json;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Quarantine;
using Exchange.Pipeline.Records;

namespace Exchange.Pipeline.Registry;

/// <summary>Derives cases from their contributions: which versions arise, which parts wait, and who is to be told.</summary>
internal sealed class CaseDeriver
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement.Clone();

    private readonly ISealer _sealer;
    private readonly IDigester _digester;
    private readonly StoredKey _keys;
    private readonly IMatchTokenizer _tokenizer;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _authority;
    private readonly IReadOnlyList<Subscription> _subscriptions;

    public CaseDeriver(ISealer sealer, IDigester digester, StoredKey keys, IMatchTokenizer tokenizer, IReadOnlyList<HubStream> streams, IReadOnlyList<HubTarget> targets)
    {
        _sealer = sealer;
        _digester = digester;
        _keys = keys;
        _tokenizer = tokenizer;
        _authority = streams.ToDictionary(s => s.Id, s => s.Connector.Authority, StringComparer.Ordinal);
        _subscriptions = [.. targets.Select(t => new Subscription(t))];
    }

    /// <summary>Adds a record with errors to what is written.</summary>
    public void Quarantine(HubStream stream, PreparedRecord record, BatchWrite write, IdBlock ids) => write.Quarantine.Add(new QuarantineWrite
    {
        QuarantineId = ids.Take(),
        Key = record.Key,
        CaseKey = record.CaseKey,
        Operation = record.Operation,
        Version = record.Version,
        Errors = record.Errors,
        Sealed = _sealer.Seal(record.Raw, SealedPlace.Quarantine(stream.StreamId, record.Key)),
    });

    /// <summary>Adds everything the changes lead to, to what is written.</summary>
    public void Derive(
        HubStream stream, IReadOnlyList<RecordChange> changes, IReadOnlyList<CaseState> cases, BatchWrite write, DeliveryLane lane, int revisionId, IdBlock ids)
    {
        var works = cases.ToDictionary(c => c.CaseId, c => new CaseWork(c));
        var byKey = works.Values.Where(w => w.State.Key is not null).ToDictionary(w => w.State.Key!, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var record = change.Record;
            var work = record.CaseKey is { } key ? byKey[key] : works[change.Known!.CaseId];
            if (change.Known is { } known && known.CaseId != work.State.CaseId && works.TryGetValue(known.CaseId, out var left))
            {
                left.Remove(known.ContributionId);
            }

            var upsert = record.Operation == RecordOperation.Upsert;
            var contribution = new WorkContribution(
                change.Known?.ContributionId ?? ids.Take(),
                stream.Id,
                stream.Declaration.Part,
                record.Key,
                record.Version ?? (upsert ? null : change.Known?.Version),
                upsert ? record.Content : default(ReadOnlyMemory<byte>?),
                upsert ? record.ContentDigest : null);
            work.Set(change, contribution);
            var landingId = ids.Take();
            write.Landings.Add(new LandingWrite(
                landingId, contribution.ContributionId, record.Operation, record.Version, _sealer.Seal(record.Raw, SealedPlace.Landing(landingId))));
        }

        foreach (var work in works.Values.Where(w => w.ChangedParts.Count > 0))
        {
            Derive(work, write, lane);
        }
    }

    private void Derive(CaseWork work, BatchWrite write, DeliveryLane lane)
    {
        var live = work.Live.ToList();
        JsonDocument? document = null;
        CaseVersion? version = null;
        var content = Nothing;
        var exists = live.Exists(c => c.Part == "case");
        if (exists)
        {
            if (!work.State.Known)
            {
                // What waited for the case takes effect with it.
                work.ChangedParts.UnionWith(live.Select(c => c.Part));
            }

            var bytes = CaseAssembly.Assemble(live.ConvertAll(c => Opened(c, work.State.CaseId)));
            var digest = live.Count == 1 ? live[0].ContentDigest! : _digester.Digest(DigestPurpose.Content, bytes.Span);
            if (!work.State.Known || !digest.AsSpan().SequenceEqual(work.State.ContentDigest))
            {
                document = JsonDocument.Parse(bytes);
                content = document.RootElement;
                var number = work.State.Version + 1;
                version = new CaseVersion(
                    work.State.CaseId,
                    number,
                    RecordOperation.Upsert,
                    CaseFacts.Read(content, _keys, _tokenizer),
                    digest,
                    _sealer.Seal(bytes.Span, SealedPlace.Version(work.State.CaseId, number)));
            }
        }
        else if (work.State.Known)
        {
            version = new CaseVersion(work.State.CaseId, work.State.Version + 1, RecordOperation.Delete, new CaseFacts(), work.State.ContentDigest ?? [], null);
        }

        WriteCase(work, exists, version, write);
        WriteContributions(work, exists, live.Count == 1 ? version : null, write);
        if (version is not null)
        {
            write.Versions.Add(version);
            foreach (var subscription in _subscriptions)
            {
                if (subscription.Take(version, content, work.ChangedParts, lane, live) is { } row)
                {
                    write.Outbox.Add(row);
                }
            }
        }

        document?.Dispose();
    }

    private static void WriteCase(CaseWork work, bool exists, CaseVersion? version, BatchWrite write)
    {
        if (version is null && !work.State.IsNew)
        {
            return;
        }

        write.Cases.Add(new CaseWrite
        {
            CaseId = work.State.CaseId,
            IsNew = work.State.IsNew,
            Key = work.State.Key,
            Known = exists,
            Version = version?.Version ?? work.State.Version,
            ContentDigest = exists ? version?.ContentDigest : null,
            Facts = version?.Facts,
        });
    }

    private void WriteContributions(CaseWork work, bool exists, CaseVersion? only, BatchWrite write)
    {
        foreach (var (change, contribution) in work.Changes)
        {
            var record = change.Record;
            write.Outcomes[exists || !CaseWork.Waits(change) ? RecordOutcome.Mapped : RecordOutcome.Waiting].Add(record.Key);
            var held = only is { Operation: RecordOperation.Upsert } && !contribution.Deleted;
            write.Contributions.Add(new ContributionWrite
            {
                ContributionId = contribution.ContributionId,
                IsNew = change.Known is null,
                Key = record.Key,
                CaseId = work.State.CaseId,
                Version = contribution.Version,
                RecordDigest = contribution.Deleted ? null : record.RecordDigest,
                ContentDigest = contribution.ContentDigest,
                ContentVersion = held ? only!.Version : null,
                Sealed = held || contribution.Deleted
                    ? null
                    : _sealer.Seal(record.Content.Span, SealedPlace.Contribution(contribution.ContributionId, contribution.ContentDigest)),
                Deleted = contribution.Deleted,
            });
        }
    }

    private OpenContribution Opened(WorkContribution contribution, long caseId) => new(
        contribution.Part,
        contribution.Source,
        _authority.GetValueOrDefault(contribution.Source) ?? [],
        contribution.Key,
        contribution.Version,
        contribution.Open(_sealer, caseId));
}
