using System.IO.Compression;
using Exchange.Connectors.Files.Decoding;
using Exchange.Connectors.Files.Locations;
using Exchange.Connectors.Files.Reading;

namespace Exchange.Connectors.Files.Archives;

/// <summary>A ZIP whose members are read where they are, never unpacked to paths; what they unpack to is bounded.</summary>
internal sealed class ZipContents : IDisposable
{
    private const int MostMembers = 10_000;
    private const int MostTimes = 200;
    private const long Harmless = 16 * 1024 * 1024;

    private readonly ZipArchive _archive;

    private ZipContents(ZipArchive archive, IReadOnlyList<ZipArchiveEntry> members)
    {
        _archive = archive;
        Members = members;
    }

    /// <summary>The members that are read, in the order of their names.</summary>
    public IReadOnlyList<ZipArchiveEntry> Members { get; }

    /// <summary>Opens an archive of data files.</summary>
    /// <exception cref="BrokenFileException">It is damaged, unpacks to too much, or a member's name leads elsewhere.</exception>
    public static ZipContents Open(Stream stream, PathPattern pattern, long mostUnpacked)
    {
        var archive = Read(stream, leaveOpen: false, mostUnpacked);
        try
        {
            var members = new List<ZipArchiveEntry>();
            foreach (var entry in archive.Entries.Where(e => !e.FullName.EndsWith('/')))
            {
                if (!FolderPath.IsBelow(entry.FullName) || !FolderPath.IsPlain(entry.FullName))
                {
                    throw new BrokenFileException("a member's name leads out of the archive or holds control characters", null);
                }

                if (pattern.FitsPath(entry.FullName))
                {
                    if (entry.IsEncrypted)
                    {
                        throw new BrokenFileException("a member is encrypted", null);
                    }

                    members.Add(entry);
                }
            }

            members.Sort((a, b) => string.CompareOrdinal(a.FullName, b.FullName));
            return members.Count > 0 ? new ZipContents(archive, members) : throw new BrokenFileException($"no member matches '{pattern.Text}'", null);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>Looks at a workbook, which is an archive too, before a reader unpacks it.</summary>
    /// <param name="stream">The workbook; it is left at its start.</param>
    /// <param name="mostUnpacked">How many bytes its members may have together.</param>
    /// <param name="mostHeld">How many bytes of it may have to be held at once.</param>
    public static void CheckWorkbook(Stream stream, long mostUnpacked, long mostHeld)
    {
        using (var archive = Read(stream, leaveOpen: true, mostUnpacked))
        {
            if (archive.Entries.Any(e => (e.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) || e.FullName.EndsWith("styles.xml", StringComparison.OrdinalIgnoreCase)) && e.Length > mostHeld))
            {
                throw new BrokenFileException($"the workbook's texts unpack to more than {ByteSize.Show(mostHeld)}", null);
            }
        }

        stream.Position = 0;
    }

    /// <summary>A member's bytes, no more than it says it has.</summary>
    public static Stream OpenMember(ZipArchiveEntry member) =>
        new BoundedStream(member.Open(), member.Length, "A member of an archive unpacks to more than it says.");

    public void Dispose() => _archive.Dispose();

    private static ZipArchive Read(Stream stream, bool leaveOpen, long mostUnpacked)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen);
            if (archive.Entries.Count > MostMembers)
            {
                throw new BrokenFileException($"the archive has more than {MostMembers} members", null);
            }

            long total = 0;
            foreach (var entry in archive.Entries)
            {
                total += entry.Length;
                if (total > mostUnpacked)
                {
                    throw new BrokenFileException($"the archive unpacks to more than {ByteSize.Show(mostUnpacked)}", null);
                }

                if (entry.Length > Harmless && entry.Length / MostTimes > Math.Max(1, entry.CompressedLength))
                {
                    throw new BrokenFileException($"a member unpacks to more than {MostTimes} times its size", null);
                }
            }

            return archive;
        }
        catch (InvalidDataException exception)
        {
            archive?.Dispose();
            throw new BrokenFileException("the archive is damaged, or is none", null, exception);
        }
        catch
        {
            archive?.Dispose();
            throw;
        }
    }
}
