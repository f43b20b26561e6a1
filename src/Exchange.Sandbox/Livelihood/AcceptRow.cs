using System.Globalization;
using Exchange.Sandbox.Cases;
using NpgsqlTypes;

namespace Exchange.Sandbox.Livelihood;

/// <summary>A case as a row of up_pro_accept.</summary>
internal static class AcceptRow
{
    public static FrontEndTable Table { get; } = new("up_pro_accept",
    [
        "row_guid", "project_no", "project_name", "catalog_code", "local_catalog_code", "task_code", "local_task_code", "task_handle_item",
        "task_name", "task_version:i", "project_type", "apply_type", "apply_date:t", "applyer_name", "applyer_type", "applyer_page_type",
        "applyer_page_code", "contact_name", "contact_type", "contact_code", "contact_mobile", "legal", "address", "zip_code", "org_code",
        "org_name", "handle_user_name", "accept_date:t", "accept_doc_no", "promise_date:t", "area_code", "cd_operation", "cd_time:t",
        "cd_batch", "data_source", "is_sync",
    ]);

    public static object?[] Write(SandboxCase subject)
    {
        object?[] values =
        [
            subject.Row.Key, subject.SourceNo, subject.ProjectName, subject.Item.CatalogCode, null, subject.Item.TaskCode, subject.Item.LocalCode, null,
            subject.Item.Name, subject.Item.Version, subject.CaseType == "immediate" ? "1" : "2", Channel(subject.Channel), subject.AppliedAt,
            subject.Applicant.Name, ApplicantType(subject.Applicant.Type), IdType(subject.Applicant.IdType),
            subject.Applicant.IdNo, subject.Contact.Name, "111", subject.Contact.IdNo, subject.Contact.Mobile, subject.Applicant.LegalPerson,
            subject.Applicant.Address, "362123", subject.Unit.Code, subject.Unit.Name, subject.Handler, subject.AcceptedAt,
            string.Create(CultureInfo.InvariantCulture, $"民受〔{subject.AppliedAt.Year}〕{subject.Number:D6}"), subject.PromisedAt, subject.AreaCode,
            subject.Row.Operation, subject.Row.ChangedAt, FrontEndTable.Batch(subject.Row), FrontEndTable.DataSource, "0",
        ];
        foreach (var dirt in subject.Dirt)
        {
            values[Table.IndexOf(dirt.WireField)] = dirt.WireValue;
        }
        return values;
    }

    private static string Channel(string channel) => channel switch { "window" => "1", "web" => "2", "mobile" => "3", "mail" => "4", _ => "9" };

    private static string ApplicantType(string type) => type switch
    {
        "person" => "1",
        "enterprise" => "2",
        "institution" => "3",
        "social-organisation" => "4",
        "government" => "5",
        _ => "6",
    };

    private static string IdType(string type) => type switch
    {
        "id-card" => "111",
        "passport" => "414",
        "taiwan-permit" => "511",
        "hk-macao-permit" => "516",
        "uscc" or "org-code" => "001",
        "business-licence" => "821",
        _ => "999",
    };
}
