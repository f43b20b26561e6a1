using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Exchange.Host.Http;

/// <summary>Accepts what the machine accepts, and says in plain words why a certificate is refused.</summary>
internal static class CertificateCheck
{
    /// <exception cref="CertificateFault">The certificate is refused.</exception>
    public static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (certificate is not X509Certificate2 shown)
        {
            throw new CertificateFault("it showed no certificate.", "Ask the owner of the system; is the port the one for https?");
        }

        var reasons = new List<string>();
        var remedies = new List<string>();
        var statuses = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (statuses.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"its certificate, or one above it, is out of its time (this one is valid from {shown.NotBefore:yyyy-MM-dd} to {shown.NotAfter:yyyy-MM-dd})"));
            remedies.Add("Ask the owner of the system to renew it, and check the clock of this machine.");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            reasons.Add($"its certificate is for '{shown.GetNameInfo(X509NameType.DnsName, forIssuer: false)}', which is another name");
            remedies.Add("Write the host in the address as the certificate names it, or ask the owner for a certificate of this name.");
        }

        if ((statuses & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
        {
            reasons.Add($"this machine does not know its issuer '{shown.GetNameInfo(X509NameType.SimpleName, forIssuer: true)}'");
            remedies.Add("Put the issuer's root certificate into the trust store of this machine (Linux: /usr/local/share/ca-certificates, then update-ca-certificates).");
        }

        if (statuses.HasFlag(X509ChainStatusFlags.Revoked))
        {
            reasons.Add("its certificate is revoked");
            remedies.Add("Ask the owner of the system for a new one.");
        }

        throw reasons.Count == 0
            ? new CertificateFault($"its certificate is not accepted ({statuses}).", "Ask the owner of the system.")
            : new CertificateFault(string.Join("; ", reasons) + ".", string.Join(" ", remedies));
    }
}
