using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exchange.Storage.Cluster;

/// <summary>Which process will stop the server, and who else uses it. Read and written under the cluster's lock.</summary>
/// <param name="Owner">The process that stops the server, or <see langword="null"/>.</param>
/// <param name="Inherited">The owner got it from one that left while others were attached.</param>
/// <param name="Attached">The processes that use it without having started it.</param>
internal sealed record ClusterOwners(ProcessIdentity? Owner, bool Inherited, IReadOnlyList<ProcessIdentity> Attached)
{
    public static ClusterOwners None { get; } = new(null, false, []);

    [JsonIgnore]
    public bool OwnerIsAlive => Owner is { IsAlive: true };

    public static ClusterOwners Read(ClusterFolder folder)
    {
        try
        {
            var read = JsonSerializer.Deserialize<ClusterOwners>(File.ReadAllText(folder.OwnerFile));
            return read is null ? None : read with { Attached = [.. (read.Attached ?? []).Where(p => p.IsAlive)] };
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return None;
        }
    }

    public void Write(ClusterFolder folder) => ClusterFolder.WriteAtomically(folder.OwnerFile, JsonSerializer.Serialize(this));

    public ClusterOwners OwnedBy(ProcessIdentity process) =>
        new(process, false, [.. Attached.Where(p => p != process)]);

    public ClusterOwners With(ProcessIdentity process) =>
        process == Owner || Attached.Contains(process) ? this : this with { Attached = [.. Attached, process] };

    public ClusterOwners Without(ProcessIdentity process) =>
        this with { Attached = [.. Attached.Where(p => p != process)] };

    /// <summary>The owner leaves while others work: the longest attached of them becomes the owner.</summary>
    public ClusterOwners HandedOver() => new(Attached[0], true, [.. Attached.Skip(1)]);
}
