namespace Exchange.Pipeline.Recognition;

/// <summary>What one feature of two cases added to their score. It names no values.</summary>
/// <param name="Feature">The feature, as the rules call it.</param>
/// <param name="Outcome">What comparing it gave, as the rules call it.</param>
/// <param name="Weight">The weight.</param>
/// <param name="Text">The same in words.</param>
public sealed record FeatureEvidence(string Feature, string Outcome, double Weight, string Text);
