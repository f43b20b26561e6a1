namespace Exchange.Abstractions.Security;

/// <summary>Keyed digests, so that a digest in the database says nothing about what was digested. Safe for use from many threads.</summary>
public interface IDigester
{
    /// <summary>The length of a digest in bytes.</summary>
    const int Length = 16;

    /// <summary>Digests bytes for one purpose; the same bytes give another digest for another purpose.</summary>
    /// <param name="purpose">What the digest is for.</param>
    /// <param name="content">What to digest.</param>
    byte[] Digest(DigestPurpose purpose, ReadOnlySpan<byte> content);
}
