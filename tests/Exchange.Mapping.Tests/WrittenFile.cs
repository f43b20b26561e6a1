namespace Exchange.Mapping.Tests;

/// <summary>A file of the repository that is made by the program: compared, or written when EXCHANGE_WRITE=1.</summary>
internal static class WrittenFile
{
    public static void Agrees(string path, string text)
    {
        if (Environment.GetEnvironmentVariable("EXCHANGE_WRITE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{path} is missing; run the test with EXCHANGE_WRITE=1.");
        Assert.Equal(text, File.ReadAllText(path));
    }
}
