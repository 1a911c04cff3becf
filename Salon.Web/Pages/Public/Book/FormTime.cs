namespace Salon.Web.Pages.Public.Book;

/// <summary>A time as forms and addresses carry it: whole seconds since 1970.</summary>
public static class FormTime
{
    private const long Year9999 = 253_402_300_799;

    /// <summary>What is beyond the calendar becomes its end: no such time is ever free.</summary>
    public static Instant Of(long seconds) => Instant.FromUnixTimeSeconds(Math.Clamp(seconds, 0, Year9999));
}
