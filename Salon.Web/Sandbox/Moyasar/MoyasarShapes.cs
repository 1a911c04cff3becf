using System.Globalization;
using System.Text.Json.Nodes;

namespace Salon.Web.Sandbox.Moyasar;

/// <summary>The provider's objects as it writes them.</summary>
internal static class MoyasarShapes
{
    public static string Moment(Instant instant) => instant.ToString("uuuu-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Payment(string id, string status, long amount, string currency, JsonObject source, Instant now) => new()
    {
        ["id"] = id, ["status"] = status, ["amount"] = amount, ["fee"] = 0, ["currency"] = currency, ["refunded"] = 0, ["refunded_at"] = null, ["captured"] = 0, ["captured_at"] = null,
        ["voided_at"] = null, ["description"] = null, ["amount_format"] = Format(amount, currency), ["invoice_id"] = null, ["ip"] = "203.0.113.7", ["callback_url"] = null,
        ["created_at"] = Moment(now), ["updated_at"] = Moment(now), ["metadata"] = new JsonObject(), ["source"] = source,
    };

    public static JsonObject Source(string type, string company, string number, string? name) => new()
    {
        ["type"] = type, ["company"] = company, ["name"] = name, ["number"] = MoyasarCards.Mask(number), ["gateway_id"] = "moyasar_ap_sandbox", ["reference_number"] = null,
        ["token"] = null, ["message"] = null, ["transaction_url"] = null, ["response_code"] = null, ["authorization_code"] = null,
    };

    public static JsonObject Invoice(string id, JsonObject request, string url, Instant now) => new()
    {
        ["id"] = id, ["status"] = "initiated", ["amount"] = request["amount"]!.DeepClone(), ["currency"] = request["currency"]!.DeepClone(), ["description"] = request["description"]?.DeepClone(),
        ["logo_url"] = null, ["amount_format"] = Format(request["amount"]!.GetValue<long>(), request["currency"]!.GetValue<string>()), ["url"] = url,
        ["callback_url"] = request["callback_url"]?.DeepClone(), ["success_url"] = request["success_url"]?.DeepClone(), ["back_url"] = request["back_url"]?.DeepClone(),
        ["expired_at"] = request["expired_at"]?.DeepClone(), ["created_at"] = Moment(now), ["updated_at"] = Moment(now), ["metadata"] = request["metadata"]?.DeepClone() ?? new JsonObject(),
    };

    /// <summary>2.2 percent and a riyal, near what the provider charges.</summary>
    public static long Fee(long amount) => ((amount * 22) + 500) / 1000 + 100;

    public static string Format(long minor, string currency) => string.Create(CultureInfo.InvariantCulture, $"{minor / (decimal)Currencies.Scale(currency):0.00} {currency}");

    public static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static long Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;
}
