using Exchange.Abstractions.Configuration;

namespace Exchange.Abstractions.Mappings;

/// <summary>A step of a mapping that the mapping language cannot say, written in C# and announced by <see cref="MappingOperatorAttribute"/>.</summary>
public interface IMappingOperator
{
    /// <summary>What it does, in a sentence.</summary>
    string Summary { get; }

    /// <summary>Raised whenever it gives another result than before: records are then mapped again.</summary>
    int Version { get; }

    /// <summary>Reads the arguments that stand beside the name.</summary>
    /// <param name="arguments">The arguments. Every key that is asked for becomes known; the hub reports the rest. Report what is wrong with a value to <see cref="ConfigReader.Problems"/>.</param>
    /// <returns>The function, or <see langword="null"/> where an argument is wrong, which has then been reported.</returns>
    IMappingFunction? Build(ConfigReader arguments);
}
