using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime.Text;
using Salon.Auditing;
using Salon.Payments.Books;
using Salon.Payments.Till;

namespace Salon.Data;

/// <summary>The details of a row as JSON, before and after.</summary>
internal static class AuditValues
{
    private const int LongestText = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = null, // details are called what they are called
        DictionaryKeyPolicy = null,
        Converters = { new EntityIdJsonConverterFactory(), new InstantJsonConverter(), new JsonStringEnumConverter() },
    };

    /// <summary>What is told of a row itself. Objects are told by their parts, so that one changed rule does not repeat the others.</summary>
    public static IEnumerable<AuditChange> Details(EntityEntry entry)
    {
        foreach (var detail in Told(entry))
        {
            var before = entry.State == EntityState.Added ? null : Value(entry, detail, original: true);
            var after = entry.State == EntityState.Deleted ? null : Value(entry, detail, original: false);
            if (JsonNode.DeepEquals(before, after) || (entry.State != EntityState.Modified && IsNothing(before) && IsNothing(after))) continue;
            if (AuditRules.Hides(entry.Metadata, detail)) yield return new AuditChange(detail.Name, null, null, Hidden: true);
            else if (IsWhole(before) && IsWhole(after)) yield return new AuditChange(detail.Name, Element(before), Element(after));
            else foreach (var part in PartsOf(detail.Name, before as JsonObject, after as JsonObject)) yield return part;
        }
    }

    /// <summary>A part of something, in one value.</summary>
    public static JsonObject Row(EntityEntry entry, bool original)
    {
        var row = new JsonObject();
        foreach (var detail in Told(entry).Where(d => AuditRules.TellsOfPart(entry.Metadata, d)))
        {
            var value = AuditRules.Hides(entry.Metadata, detail) ? null : Value(entry, detail, original);
            if (!IsNothing(value)) row[detail.Name] = value;
        }

        if (entry.Entity is Refund refund && CurrencyOf(entry, refund) is { } currency) row["Amount"] = new JsonObject { ["Minor"] = refund.Minor, ["Currency"] = currency };
        if (entry.Entity is DayCloseUndo undo && BranchOf(entry, undo) is { } branch) row[nameof(DayClose.BranchId)] = Node(branch);
        return row;
    }

    // A refund is of the payment's money, and what changes a payment's refunds holds the payment.
    private static string? CurrencyOf(EntityEntry entry, Refund refund) =>
        entry.Context.ChangeTracker.Entries<Payment>().FirstOrDefault(p => p.Entity.Id == refund.PaymentId)?.Entity.Amount.Currency;

    // Whoever undoes a close holds it.
    private static BranchId? BranchOf(EntityEntry entry, DayCloseUndo undo) =>
        entry.Context.ChangeTracker.Entries<DayClose>().FirstOrDefault(c => c.Entity.Id == undo.CloseId)?.Entity.BranchId;

    public static bool Same(JsonNode a, JsonNode b) => JsonNode.DeepEquals(a, b);

    public static JsonElement? List(List<JsonObject> rows) => rows.Count == 0 ? null : Element(new JsonArray([.. rows]));

    /// <summary>What a subject is called: its name, unless it is a customer's.</summary>
    public static LocalizedText NameOf(EntityEntry entry)
    {
        if (entry.Entity is Bookings.Booking booking) return new(Text(booking.Number), Text(booking.Number));
        if (entry.Entity is DayClose { Date: var day }) return new(LocalDatePattern.Iso.Format(day), LocalDatePattern.Iso.Format(day));
        if (entry.Metadata.FindComplexProperty("Name") is not { } name || AuditRules.Hides(entry.Metadata, name)) return LocalizedText.Empty;
        var value = entry.ComplexProperty("Name");
        return new LocalizedText(value.Property("En").CurrentValue as string ?? "", value.Property("Ar").CurrentValue as string ?? "");
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<IReadOnlyPropertyBase> Told(EntityEntry entry) =>
        entry.Metadata.GetProperties().Cast<IReadOnlyPropertyBase>().Concat(entry.Metadata.GetComplexProperties()).Where(d => AuditRules.Tells(entry.Metadata, d));

    private static JsonNode? Value(EntityEntry entry, IReadOnlyPropertyBase detail, bool original)
    {
        if (detail is not IReadOnlyComplexProperty) return Node(Current(entry.Property(detail.Name), original));
        var whole = new JsonObject();
        foreach (var property in entry.ComplexProperty(detail.Name).Properties) whole[property.Metadata.Name] = Node(Current(property, original));
        return whole;
    }

    private static object? Current(PropertyEntry property, bool original) => original ? property.OriginalValue : property.CurrentValue;

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        LocalDate date => JsonValue.Create(LocalDatePattern.Iso.Format(date)),
        string text => JsonValue.Create(Characters.Cut(text, LongestText)),
        _ => JsonSerializer.SerializeToNode(value, value.GetType(), Json),
    };

    // Texts in two languages and amounts are read as one value; other objects by their parts.
    private static bool IsWhole(JsonNode? value) => value is not JsonObject o || o.ContainsKey("En") || o.ContainsKey("Currency");

    private static IEnumerable<AuditChange> PartsOf(string field, JsonObject? before, JsonObject? after) =>
        from name in (before ?? []).Concat(after ?? []).Select(p => p.Key).Distinct(StringComparer.Ordinal)
        let was = before?[name]
        let isNow = after?[name]
        where !JsonNode.DeepEquals(was, isNow) && !(IsNothing(was) && IsNothing(isNow))
        select new AuditChange($"{field}.{name}", Element(was), Element(isNow));

    private static bool IsNothing(JsonNode? value) => value switch
    {
        null => true,
        JsonObject o => o.All(p => IsNothing(p.Value)),
        JsonArray a => a.Count == 0,
        JsonValue v => v.TryGetValue<string>(out var text) && text.Length == 0,
        _ => false,
    };

    private static JsonElement? Element(JsonNode? value) => value is null ? null : JsonSerializer.SerializeToElement(value, Json);
}
