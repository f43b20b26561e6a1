using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Exchange.Abstractions.Failures;
using Exchange.Security.Files;

namespace Exchange.Security.Secrets;

/// <summary>A private JSON file of names and values, replaced as a whole.</summary>
internal sealed class NameValueFile(string path, string what, TimeProvider time)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public string Path { get; } = path;

    public SortedDictionary<string, string> Read()
    {
        if (!File.Exists(Path))
        {
            return new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        try
        {
            var values = JsonSerializer.Deserialize<Dictionary<string, string>>(PrivateFile.Read(Path, what));
            return new SortedDictionary<string, string>(values ?? [], StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"The {what} '{Path}' is not a JSON object of texts.", "Mend or remove it, and set its values again.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    public async Task ChangeAsync(Action<SortedDictionary<string, string>> change, CancellationToken cancellationToken)
    {
        try
        {
            using var held = await PrivateFile.LockAsync(Path, time, cancellationToken).ConfigureAwait(false);
            var values = Read();
            change(values);
            PrivateFile.Replace(Path, JsonSerializer.SerializeToUtf8Bytes(values, Indented));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    private ExchangeException Unusable(Exception exception) => new(
        FailureKind.Configuration,
        $"The {what} '{Path}' cannot be used: {exception.Message}",
        "Let the hub's user read and write it and its folder.",
        exception);
}
