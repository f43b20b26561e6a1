using System.Data.Common;

namespace Exchange.Connectors.Database.Providers;

/// <summary>A column of a provider that tells only name and type.</summary>
internal sealed class PlainColumn : DbColumn
{
    public PlainColumn(string name, string dataType, Type type)
    {
        ColumnName = name;
        DataTypeName = dataType;
        DataType = type;
    }
}
