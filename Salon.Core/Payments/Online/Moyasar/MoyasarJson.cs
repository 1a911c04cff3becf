using System.Text.Json;
using NodaTime.Text;
using Salon.Payments.Books;

namespace Salon.Payments.Online.Moyasar;

/// <summary>Reads Moyasar's objects. Fields come and went over the years: whatever is not needed may be missing.</summary>
/// <remarks>Its words are shown to people and stored: they come through the door that typed text takes.</remarks>
internal static class MoyasarJson
{
    /// <summary>What a bank's coupon leaves in the metadata: the amount before it was taken off.</summary>
    private const string CouponOriginal = "#coupon_original_amount";

    private const int LongestWords = 200;

    /// <returns>Null when what makes a payment is missing.</returns>
    public static ProviderPayment? Payment(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "id") is not { Length: > 0 } id || Text(json, "status") is not { } status) return null;
        if (Number(json, "amount") is not { } amount || Text(json, "currency") is not { Length: 3 } currency) return null;

        var source = json.TryGetProperty("source", out var s) && s.ValueKind == JsonValueKind.Object ? s : default;
        var metadata = Metadata(json);
        return new ProviderPayment(
            id, StateOf(status), new Money(amount, currency), Number(json, "fee") ?? 0, Number(json, "refunded") ?? 0, Number(json, "captured") ?? 0, Text(json, "invoice_id"),
            metadata.TryGetValue(CouponOriginal, out var original) && long.TryParse(original, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var before) ? before : null,
            Card(source), Text(source, "message"), Text(source, "transaction_url"), metadata)
        {
            At = InstantPattern.ExtendedIso.Parse(Text(json, "created_at") ?? "") is { Success: true, Value: var at } ? at : null,
            Description = Text(json, "description") is { Length: > 0 } words ? Characters.Cut(words, LongestWords) : null,
        };
    }

    public static ProviderPage? Page(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "id") is not { Length: > 0 } id || Text(json, "status") is not { } status) return null;
        if (Number(json, "amount") is not { } amount || Text(json, "currency") is not { Length: 3 } currency || Text(json, "url") is not { } url) return null;
        return new ProviderPage(id, status, new Money(amount, currency), url, [.. Items(json, "payments").Select(Payment).OfType<ProviderPayment>()], Metadata(json));
    }

    public static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    public static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Words(value) : null;

    public static long? Number(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static Dictionary<string, string> Metadata(JsonElement json)
    {
        if (!json.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object) return [];
        return metadata.EnumerateObject().GroupBy(p => p.Name, p => p.Value, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => g.First() is { ValueKind: JsonValueKind.String } text ? Words(text) : g.First().GetRawText(),
                StringComparer.Ordinal);
    }

    private static string Words(JsonElement text) => TidyText.Line(text.GetString());

    private static string? Card(JsonElement source)
    {
        var parts = new[] { Text(source, "company") ?? Text(source, "type"), Text(source, "number") ?? Text(source, "mobile") }.OfType<string>();
        return string.Join(' ', parts) is { Length: > 0 } card ? Characters.Cut(card, 60) : null;
    }

    private static ProviderState StateOf(string word) => word switch
    {
        "initiated" => ProviderState.Initiated,
        "paid" => ProviderState.Paid,
        "failed" => ProviderState.Failed,
        "authorized" => ProviderState.Authorized,
        "captured" => ProviderState.Captured,
        "refunded" => ProviderState.Refunded,
        "voided" => ProviderState.Voided,
        "verified" => ProviderState.Verified,
        _ => ProviderState.Other,
    };
}
