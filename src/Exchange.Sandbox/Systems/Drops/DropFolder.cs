using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Exchange.Sandbox.Systems.Drops;

/// <summary>
/// The folder a sender uploads to: what it has uploaded once it uploads again only when it has changed, then under the same name.
/// What becomes of the files is the reader's affair.
/// </summary>
internal sealed class DropFolder
{
    private readonly string _uploaded;
    private readonly Dictionary<string, string> _digests;

    public DropFolder(string home, string system)
    {
        Path = System.IO.Path.Combine(home, "files", system);
        _uploaded = Path + ".uploaded.json";
        Directory.CreateDirectory(Inbox);
        _digests = File.Exists(_uploaded) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(_uploaded))! : [];
    }

    /// <summary>The folder; what arrives arrives in <c>in</c> below it.</summary>
    public string Path { get; }

    /// <summary>Where files arrive.</summary>
    public string Inbox => System.IO.Path.Combine(Path, "in");

    /// <summary>Uploads what is new or changed.</summary>
    public async Task UploadAsync(IEnumerable<DropFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(file.Content));
            if (_digests.GetValueOrDefault(file.Name) == digest)
            {
                continue;
            }
            await UploadAsync(file, cancellationToken);
            _digests[file.Name] = digest;
        }
        await File.WriteAllTextAsync(_uploaded, JsonSerializer.Serialize(_digests), cancellationToken);
    }

    /// <summary>An upload that broke off: the first half of a file, without the flag that says it is complete.</summary>
    public async Task BreakOffAsync(DropFile file, CancellationToken cancellationToken)
    {
        var place = Place(file.Name);
        if (!File.Exists(place) && _digests.TryAdd(file.Name, "broken off"))
        {
            await File.WriteAllBytesAsync(place, file.Content[..(file.Content.Length / 2)], cancellationToken);
            await File.WriteAllTextAsync(_uploaded, JsonSerializer.Serialize(_digests), cancellationToken);
        }
    }

    private async Task UploadAsync(DropFile file, CancellationToken cancellationToken)
    {
        var place = Place(file.Name);
        if (file.Flag is not { } flag)
        {
            await File.WriteAllBytesAsync(place + ".tmp", file.Content, cancellationToken);
            File.Move(place + ".tmp", place, overwrite: true);
            return;
        }
        // The flag of an earlier upload of this name says nothing about this one.
        File.Delete(Place(flag));
        await File.WriteAllBytesAsync(place, file.Content, cancellationToken);
        await File.WriteAllTextAsync(Place(flag), file.FlagText, Encoding.ASCII, cancellationToken);
    }

    private string Place(string name) => System.IO.Path.Combine(Inbox, name);
}
