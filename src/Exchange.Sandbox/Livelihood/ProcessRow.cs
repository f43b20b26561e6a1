using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Livelihood;

/// <summary>A step as a row of up_pro_process.</summary>
internal static class ProcessRow
{
    public static FrontEndTable Table { get; } = new("up_pro_process",
    [
        "row_guid", "project_no", "process_name", "event_name", "event_start_time:t", "event_end_time:t", "handle_user_name", "handle_explain",
        "remark", "cd_operation", "cd_time:t", "cd_batch", "data_source", "is_sync",
    ]);

    public static object?[] Write(SandboxCase subject, Step step) =>
    [
        step.Row.Key, subject.SourceNo, step.Name, step.Action switch { "passed" => "1", "returned" => "2", _ => "9" }, step.StartedAt, step.EndedAt,
        step.Handler, step.Opinion, null, step.Row.Operation, step.Row.ChangedAt, FrontEndTable.Batch(step.Row), FrontEndTable.DataSource, "0",
    ];
}
