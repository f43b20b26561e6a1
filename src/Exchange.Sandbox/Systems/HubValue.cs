namespace Exchange.Sandbox.Systems;

/// <summary>A setting or secret of the hub: <c>parcel-delivery.url</c> is EXCHANGE_SETTING_PARCEL_DELIVERY_URL in its environment.</summary>
internal sealed record HubValue(string Name, string Value, bool IsSecret)
{
    public static HubValue Setting(string name, string value) => new(name, value, false);

    public static HubValue Secret(string name, string value) => new(name, value, true);
}
