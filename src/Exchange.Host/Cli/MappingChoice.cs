using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Mapping;

namespace Exchange.Host.Cli;

/// <summary>The mapping a person means.</summary>
internal static class MappingChoice
{
    /// <exception cref="ExchangeException">There is none, or its file has errors (configuration).</exception>
    public static CompiledMapping Find(HubFiles files, string id)
    {
        if (files.Mappings.Find(id) is { } found)
        {
            return found;
        }

        var (_, problems) = MappingLint.Run(files.Home.Roots, [id]);
        var problem = problems.Items.FirstOrDefault(p => p.Severity == ProblemSeverity.Error);
        throw new ExchangeException(
            FailureKind.Configuration, problem?.Message ?? $"'{id}' is not the id of one mapping.", problem?.Remedy ?? "Write it as system/stream; exchange mapping lint lists what is wrong.") { Location = problem?.Location };
    }
}
