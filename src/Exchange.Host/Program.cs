return await Exchange.Host.Cli.CommandLineApplication.RunAsync(args).ConfigureAwait(false);
