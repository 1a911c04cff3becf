using NodaTime.Text;

namespace Salon.Web.Components.BackOffice;

/// <summary>Time off as it is typed, in the wall-clock time of a branch.</summary>
public sealed class OffModel
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    private const int Shown = 16; // 2026-11-21T22:15

    public string From { get; set; } = "";
    public string To { get; set; } = "";
    public string Reason { get; set; } = "";

    public Span Read(Checks checks, DateTimeZone zone)
    {
        var (from, to) = (Pattern.Parse(ToTheMinute(From)), Pattern.Parse(ToTheMinute(To)));
        checks.That(from.Success && to.Success, "Span", "Hours.DateMissing");
        return checks.Refusal is null ? new(from.Value.InZoneLeniently(zone).ToInstant(), to.Value.InZoneLeniently(zone).ToInstant()) : default;
    }

    // Blazor's script adds seconds to what the browser shows.
    private static string ToTheMinute(string typed) => typed.Length > Shown ? typed[..Shown] : typed;
}
