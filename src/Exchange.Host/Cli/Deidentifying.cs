using System.Buffers.Binary;
using System.Text;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Security;
using Exchange.Host.Composition;
using Exchange.Mapping.Outlines;
using Exchange.Mapping.Samples;
using Exchange.Security.Privacy;

namespace Exchange.Host.Cli;

/// <summary>Makes the de-identification of a stream's records.</summary>
internal static class Deidentifying
{
    public static Deidentification Of(HubFiles files, StreamDeclaration stream) => new(
        OutlineOf(files, stream.Mapping),
        [.. stream.KeyFields.Select(p => p.StartsWith("$.", StringComparison.Ordinal) ? p[2..] : p)],
        Masking.IsHarmless,
        text => BinaryPrimitives.ReadUInt64LittleEndian(files.Security.Digester.Digest(DigestPurpose.Name, Encoding.UTF8.GetBytes("sample|" + text))));

    /// <summary>What a mapping says; <see langword="null"/> where there is no such file.</summary>
    public static MappingOutline? OutlineOf(HubFiles files, string mapping) => MappingOutline.Load(files.Home.Roots).FirstOrDefault(o => o.Id == mapping);
}
