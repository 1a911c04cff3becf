using System.Globalization;
using System.Text.Json;
using NodaTime.Text;
using Salon.Auditing;
using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Till;

namespace Salon.Web.Pages.Admin;

/// <summary>Puts the values of the audit log into words of the reader's language.</summary>
/// <param name="texts">With the zone in which times are told.</param>
/// <param name="details">What was typed, and what is a word of ours.</param>
/// <param name="names">What ids are called.</param>
/// <param name="currency">The one in which all branches count, for amounts that are stored without theirs; null when they differ.</param>
public sealed class AuditWords(Texts texts, AuditDetails details, IReadOnlyDictionary<Guid, LocalizedText> names, string? currency)
{
    private const string Nothing = "—";

    /// <summary>What was done, before the name of what it was done to: "took SAR 198.55 for", "completed".</summary>
    public string Did(AuditRow row) =>
        MoneyOf(row, nameof(Payment)) is { } taken ? texts["Audit.DidTake", texts.Formats.Money(taken)]
        : MoneyOf(row, nameof(Refund)) is { } given ? texts["Audit.DidGiveBack", texts.Formats.Money(given)]
        : row is { Subject: nameof(Booking), Act: AuditAct.Changed } && row.Changes.FirstOrDefault(c => c.Field == nameof(Booking.Status))?.After is { ValueKind: JsonValueKind.String } status
            && texts.Find($"Audit.Did{status.GetString()}") is { } step ? step
        : row.Changes.Any(c => c.Field == nameof(DayCloseUndo)) ? texts["Audit.DidUndo"]
        : row is { Subject: nameof(Booking), Act: AuditAct.Changed } && row.Changes.Any(c => c.Field == nameof(Booking.StartsAt)) ? texts["Audit.DidMove"]
        : texts[$"Audit.Act{row.Act}"];

    // What was added of a kind, in one sum.
    private static Money? MoneyOf(AuditRow row, string part)
    {
        if (row.Changes.FirstOrDefault(c => c.Field == part) is not { Before: null, After: { ValueKind: JsonValueKind.Array } added }) return null;
        var amounts = added.EnumerateArray().Where(p => p.TryGetProperty("Amount", out _)).Select(p => p.GetProperty("Amount"))
            .Select(a => new Money(a.GetProperty("Minor").GetInt64(), a.GetProperty("Currency").GetString()!)).ToList();
        return amounts.Count == 0 ? null : amounts[0] with { Minor = amounts.Sum(a => a.Minor) };
    }

    /// <summary>Whether this kind has a word: entries of earlier versions may be about things that are not told any more.</summary>
    public bool Knows(string kind) => texts.Find($"Audit.Subject.{kind}") is not null;

    public string Subject(string kind) => texts.Find($"Audit.Subject.{kind}") ?? texts["Audit.OtherSubject"];

    public string Field(string field) => texts.Find($"Audit.Field.{field}") ?? texts.Find($"Audit.Field.{field[(field.LastIndexOf('.') + 1)..]}") ?? texts["Audit.OtherDetail"];

    public string Who(AuditRow row) => row.User is { } user && names.TryGetValue(user.Value, out var name) ? name.In(texts.Culture) : texts[$"Audit.Role.{row.Role}"];

    /// <summary>What it was done to: a day close is called by its day.</summary>
    public string What(AuditRow row) =>
        row.Name.In(texts.Culture) is not { Length: > 0 } name ? names.TryGetValue(row.SubjectId, out var known) ? known.In(texts.Culture) : ""
        : row.Subject == nameof(DayClose) ? Text(name) : name;

    /// <param name="kind">Of what it is a detail: <see cref="AuditRow.Subject"/>.</param>
    public string Show(string kind, string field, JsonElement? value) => value is { } v ? Value(kind, field, v) : Nothing;

    private string Value(string kind, string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when details.IsTyped(kind, field) => value.GetString() is { Length: > 0 } typed ? typed : Nothing,
        JsonValueKind.String => Text(value.GetString()!),
        JsonValueKind.True => texts["Audit.Yes"],
        JsonValueKind.False => texts["Audit.No"],
        JsonValueKind.Number when field.EndsWith("BasisPoints", StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"{value.GetDecimal() / 100:0.##}%"),
        JsonValueKind.Number when currency is not null && field.EndsWith("Minor", StringComparison.Ordinal) => texts.Formats.Money(new(value.GetInt64(), currency)),
        JsonValueKind.Number => value.GetDecimal().ToString("0.######", CultureInfo.InvariantCulture),
        JsonValueKind.Array => value.GetArrayLength() == 0 ? Nothing : string.Join(texts["Audit.ListComma"], value.EnumerateArray().Select(v => Value(kind, field, v))),
        JsonValueKind.Object => Whole(field, value),
        _ => Nothing,
    };

    // A part of something is told under the name of its kind.
    private string Whole(string kind, JsonElement value)
    {
        if (value.TryGetProperty("En", out var en) && value.TryGetProperty("Ar", out var ar)) return new LocalizedText(en.GetString() ?? "", ar.GetString() ?? "").In(texts.Culture) is { Length: > 0 } text ? text : Nothing;
        if (value.TryGetProperty("Minor", out var minor) && value.TryGetProperty("Currency", out var currency)) return texts.Formats.Money(new(minor.GetInt64(), currency.GetString()!));
        if (value.TryGetProperty("Kind", out var share) && share.ValueKind == JsonValueKind.String && value.TryGetProperty("Value", out var much)) return Share(share.GetString()!, much.GetInt64());
        var parts = value.EnumerateObject().Where(p => p.Name is not ("FromMinute" or "ToMinute")).Select(p => p.Name is "Day" or "Date" ? Value(kind, p.Name, p.Value) : $"{Field(p.Name)}: {Value(kind, p.Name, p.Value)}");
        if (value.TryGetProperty("ToMinute", out var to)) parts = parts.Append($"{Clock(value.TryGetProperty("FromMinute", out var from) ? from.GetInt32() : 0)} – {Clock(to.GetInt32())}");
        return string.Join(' ', parts);
    }

    // A part of a price: nothing, a percentage, or minor units of a currency that is not said.
    private string Share(string kind, long value) => kind switch
    {
        "Percent" => texts["Money.PercentOfPrice", value],
        "Amount" => $"{Field("Minor")}: {value.ToString(CultureInfo.InvariantCulture)}",
        _ => texts["Money.KeepNothing"],
    };

    private string Clock(int minute) => texts.Formats.Time(LocalTime.FromMinutesSinceMidnight(minute % DayHours.MinutesPerDay));

    private string Text(string text)
    {
        if (Guid.TryParse(text, out var id)) return names.TryGetValue(id, out var name) ? name.In(texts.Culture) : Nothing;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date }) return texts.Formats.DateWithYear(date);
        if (text.EndsWith('Z') && InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var at }) return texts.Formats.DateAndTime(at);
        if (Enum.TryParse<IsoDayOfWeek>(text, out var day) && day != IsoDayOfWeek.None && !int.TryParse(text, CultureInfo.InvariantCulture, out _)) return texts.Formats.Weekday(day);
        return text.Length == 0 ? Nothing : texts.Find($"Audit.Value.{text}") ?? text;
    }
}
