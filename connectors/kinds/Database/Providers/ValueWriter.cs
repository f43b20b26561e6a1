using System.Data.Common;
using System.Text.Json;

namespace Exchange.Connectors.Database.Providers;

/// <summary>Writes the value of a column, which is not null, as JSON.</summary>
internal delegate void ValueWriter(Utf8JsonWriter writer, DbDataReader reader, int place);
