namespace Exchange.Sandbox.Cases;

internal static class CaseStatus
{
    public const string Submitted = "submitted";
    public const string Accepted = "accepted";
    public const string InProcess = "in-process";
    public const string Suspended = "suspended";
    public const string Done = "done";
}
