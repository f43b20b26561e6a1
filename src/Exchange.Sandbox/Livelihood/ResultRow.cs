using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Livelihood;

/// <summary>A result as a row of up_pro_result.</summary>
internal static class ResultRow
{
    public static FrontEndTable Table { get; } = new("up_pro_result",
    [
        "row_guid", "project_no", "result_type", "result_date:t", "result_explain", "result_cetr_name", "result_cetr_no", "is_delivery_results",
        "satisfaction", "handle_user_name", "cd_operation", "cd_time:t", "cd_batch", "data_source", "is_sync",
    ]);

    public static object?[] Write(SandboxCase subject, CaseResult result) =>
    [
        result.Row.Key, subject.SourceNo, result.Outcome switch { "granted" => "1", "refused" => "2", _ => "9" }, result.At, result.Text,
        result.CertificateName, result.CertificateNo, "0", null, subject.Handler, result.Row.Operation, result.Row.ChangedAt,
        FrontEndTable.Batch(result.Row), FrontEndTable.DataSource, "0",
    ];
}
