using System.Globalization;
using MudBlazor;
using NodaTime.Text;

namespace Salon.Web.Components.Kit;

/// <summary>Days as people type them: 26/11/2026 or 2026-11-26, in the digits of any script. The library's own converter reads Arabic digits as nothing.</summary>
internal sealed class DateConverter : IReversibleConverter<DateTime?, string?>
{
    /// <summary>How a day stands in a field, in both languages.</summary>
    public const string Shown = "dd/MM/yyyy";

    public static readonly DateConverter Instance = new();

    private static readonly LocalDatePattern[] Patterns =
        [LocalDatePattern.Iso, LocalDatePattern.CreateWithInvariantCulture("d/M/uuuu"), LocalDatePattern.CreateWithInvariantCulture("d-M-uuuu"), LocalDatePattern.CreateWithInvariantCulture("d.M.uuuu")];

    public string? Convert(DateTime? input) => input?.ToString(Shown, CultureInfo.InvariantCulture);

    public DateTime? ConvertBack(string? input) => Read(input)?.ToDateTimeUnspecified();

    /// <returns>Null for what is no day.</returns>
    public static LocalDate? Read(string? typed)
    {
        var text = Digits.Fold(typed?.Trim() ?? "");
        foreach (var pattern in Patterns)
        {
            if (pattern.Parse(text).TryGetValue(default, out var date)) return date;
        }

        return null;
    }
}
