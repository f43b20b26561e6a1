using System.Text.Json;
using Exchange.Mapping.Plans;
using Exchange.Mapping.Sources;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Takes a value of another group of the record.</summary>
internal sealed class LookupOperator(SourceSlot list, ScopePlan items, LookupKey[] keys, FromOperator take) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        var wanted = new string[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (!keys[i].Value.Apply(run) || run.Reason is not null)
            {
                return;
            }

            wanted[i] = run.Value.AsText()!;
        }

        run.Value = default;
        var record = run.Record;
        var source = record.Slot(list);
        if (source.Kind is not (SourceKind.Array or SourceKind.Object))
        {
            if (record.HasItems(list))
            {
                run.Source = list;
                run.Fail(FieldReasons.WrongType, "A list is expected here.");
            }

            return;
        }

        var reader = record.ReaderOf(source);
        reader.Read();
        if (source.Kind == SourceKind.Object)
        {
            TryTake(run, ref reader, source.Start, -1, wanted);
            return;
        }

        for (var position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
        {
            if (!record.MayLookAtOneMore())
            {
                run.Fail(FieldReasons.OutOfRange, "The record has too many items to look things up in.");
                return;
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
            }
            else if (TryTake(run, ref reader, source.Start, position, wanted))
            {
                return;
            }
        }
    }

    private bool TryTake(FieldRun run, ref Utf8JsonReader reader, int origin, int position, string[] wanted)
    {
        var frame = run.Record.Frames[items.Frame];
        frame.ListPath = run.Record.PathOf(list);
        frame.Position = position;
        Array.Clear(frame.Slots);
        SourceReader.ReadObject(ref reader, origin, items.Source, frame.Slots);
        for (var i = 0; i < keys.Length; i++)
        {
            if (run.Record.TextOf(keys[i].Slot) is not { } text || !text.AsSpan().Trim().SequenceEqual(wanted[i].AsSpan().Trim()))
            {
                return false;
            }
        }

        take.Apply(run);
        return true;
    }
}
