using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Truth;

/// <summary>The personal data in a case, as the privacy search looks for them.</summary>
internal static class PersonalValues
{
    public static IEnumerable<(string Kind, string Value)> Of(SandboxCase subject)
    {
        var person = subject.Applicant.Type == "person";
        yield return (person ? "name" : "organisation", subject.Applicant.Name);
        yield return (!person ? "organisationCode" : subject.Applicant.IdType == "id-card" ? "idNumber" : "otherDocument", subject.Applicant.IdNo);
        yield return ("address", subject.Applicant.Address);
        if (subject.Applicant.LegalPerson is { } legal)
        {
            yield return ("name", legal);
        }
        foreach (var other in new[] { subject.Contact, subject.Agent })
        {
            if (other is not null)
            {
                yield return ("name", other.Name);
                yield return ("idNumber", other.IdNo);
                yield return ("phone", other.Mobile);
            }
        }
        foreach (var dirt in subject.Dirt.Where(d => d.Field == "applicant.idNo" && d.WireValue is not null))
        {
            yield return (person ? "idNumber" : "organisationCode", dirt.WireValue!);
        }
        yield return ("staff", subject.Handler);
        foreach (var step in subject.Steps)
        {
            yield return ("staff", step.Handler);
        }
    }
}
