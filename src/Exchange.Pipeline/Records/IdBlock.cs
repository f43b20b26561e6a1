namespace Exchange.Pipeline.Records;

/// <summary>Hands out ids from reserved blocks, so that ids cost next to no round trips. Ids of unused rests are lost, which is harmless.</summary>
/// <param name="store">Reserves blocks.</param>
internal sealed class IdBlock(IRecordStore store)
{
    private const int BlockSize = 16_384;

    private long _next;
    private long _end;

    /// <summary>Makes sure that so many ids can be taken.</summary>
    public async Task EnsureAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _next >= count)
        {
            return;
        }

        var size = Math.Max(count, BlockSize);
        _next = await store.ReserveIdsAsync(size, cancellationToken).ConfigureAwait(false);
        _end = _next + size;
    }

    /// <summary>The next id of those ensured.</summary>
    public long Take() => _next < _end ? _next++ : throw new InvalidOperationException("More ids taken than ensured.");
}
