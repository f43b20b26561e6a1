using System.Globalization;
using System.Text;

namespace Exchange.Pipeline.Registry;

/// <summary>The places a sealed blob is bound to, so that it opens nowhere else.</summary>
public static class SealedPlace
{
    /// <summary>The content of a version of a case.</summary>
    public static byte[] Version(long caseId, int version) => Bytes($"case_version|{caseId}|{version}");

    /// <summary>The content of a contribution.</summary>
    public static byte[] Contribution(long contributionId, ReadOnlySpan<byte> contentDigest) =>
        Bytes($"contribution|{contributionId}|{Convert.ToHexStringLower(contentDigest)}");

    /// <summary>A landed raw record.</summary>
    public static byte[] Landing(long landingId) => Bytes($"landing|{landingId}");

    /// <summary>A quarantined raw record.</summary>
    public static byte[] Quarantine(int streamId, string key) => Bytes($"quarantine|{streamId}|{key}");

    private static byte[] Bytes(FormattableString place) => Encoding.UTF8.GetBytes(place.ToString(CultureInfo.InvariantCulture));
}
