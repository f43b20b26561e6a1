namespace Exchange.Abstractions.Security;

/// <summary>Keeps personal data out of what is shown, logged or stored in clear.</summary>
public interface IPrivacyGuard
{
    /// <summary>Whether a text certainly holds no personal data, so that it may be stored and shown as a key.</summary>
    bool IsHarmless(string text);

    /// <summary>The text with everything masked that looks like a document number, a phone number or a bank account.</summary>
    string Guard(string text);
}
