using System.Globalization;
using MudBlazor;
using NodaTime.Text;

namespace Salon.Web.Components.Kit;

/// <summary>
/// Days as people type them: 26/11/2026 or 2026-11-26, in the digits of any script. The library's own converter reads Arabic digits as nothing.
/// </summary>
internal sealed class DateConverter : IReversibleConverter<DateTime?, string?>
{
    public static readonly DateConverter Instance = new();

    // How a day stands in a field, in both languages.
    private static readonly LocalDatePattern Written = LocalDatePattern.CreateWithInvariantCulture("dd/MM/uuuu");

    private static readonly LocalDatePattern[] Patterns =
    [
        LocalDatePattern.Iso, LocalDatePattern.CreateWithInvariantCulture("d/M/uuuu"), LocalDatePattern.CreateWithInvariantCulture("d-M-uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("d.M.uuuu"),
    ];

    public static string Write(LocalDate day) => Written.Format(day);

    public string? Convert(DateTime? input) => input is { } day ? Write(LocalDate.FromDateTime(day)) : null;

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
