using Exchange.Abstractions.Failures;

namespace Exchange.Storage.Cluster.Tests;

public sealed class StartFailureTests
{
    [Theory]
    [InlineData("LOG: x\nFATAL:  could not write lock file: No space left on device\n", "Free space")]
    [InlineData("FATAL:  database files are incompatible with server", "version")]
    [InlineData("initdb: error: could not access directory: Permission denied", "right")]
    [InlineData("something new", "log")]
    public void From_WhatTheServerSaid_NamesARemedy(string said, string remedy)
    {
        var failure = StartFailure.From("started", "/home/x", said);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("/home/x", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PortWasTaken_BindError_IsRecognised() =>
        Assert.True(StartFailure.PortWasTaken("LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use"));

    [Fact]
    public async Task StartAsync_FolderIsAFile_SaysWhatToDo()
    {
        var file = Path.GetTempFileName();
        try
        {
            var options = new PrivateClusterOptions(Path.Combine(file, "postgres"));
            var failure = await Assert.ThrowsAsync<ExchangeException>(() => PrivateCluster.StartAsync(options, CancellationToken.None));
            Assert.Contains("--home", failure.Remedy, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
