using NodaTime.Text;
using Salon.Tenancy;

namespace Salon.Web.Components.BackOffice;

/// <summary>Dates that differ from the week, as they are typed: closed, or with hours of their own.</summary>
public sealed class DatesModel
{
    public string First { get; set; } = "";
    public string Last { get; set; } = "";
    public bool Closed { get; set; } = true;
    public List<RangeModel> Hours { get; set; } = [];
    public LocalizedText Note { get; set; } = LocalizedText.Empty;

    public static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary>Null for anything but a date between 2000 and 2199: further away there is nothing to book, and the calendar itself ends.</summary>
    public static LocalDate? Date(string? typed) =>
        LocalDatePattern.Iso.Parse(Digits.Fold(typed?.Trim() ?? "")) is { Success: true, Value: { Year: >= 2000 and < 2200 } date } ? date : null;

    /// <summary>An empty last date is the first one again.</summary>
    public DateRange ReadDates(Checks checks)
    {
        var first = Date(First);
        var last = Last.Length == 0 ? first : Date(Last);
        checks.That(first is not null && last is not null, "Dates", "Hours.DateMissing");
        return new(first ?? default, last ?? default);
    }

    public IReadOnlyList<DayHours> ReadHours(Checks checks)
    {
        if (Closed) return [];
        checks.That(Hours.Count > 0 && Hours.TrueForAll(h => h.Read() is not null), "Hours", "Hours.Missing");
        return [.. Hours.Select(h => h.Read()).OfType<DayHours>()];
    }
}
