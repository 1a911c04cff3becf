using System.Globalization;
using Salon.Reporting;

namespace Salon.Web.Pages.Admin;

/// <summary>The tables behind the charts, as rows of cells: what the file of a chart holds.</summary>
public static class ReportWords
{
    /// <param name="report">The figures.</param>
    /// <param name="part">"team" or "services"; anything else is the days.</param>
    /// <param name="texts">Language of the heads.</param>
    public static IEnumerable<IReadOnlyList<object?>> Table(Report report, string? part, Texts texts) => part switch
    {
        "team" =>
        [
            [texts["Report.Person"], texts["Report.ServicesDone"], texts["Report.BookedMinutes"], texts["Report.WorkMinutes"], texts["Report.Utilisation"], Amount(texts, report)],
            .. report.People.Select(p => (IReadOnlyList<object?>)[p.Name.In(texts.Culture), p.Services, p.Minutes, p.WorkMinutes, Percent(p.Utilisation), Money(p.RevenueMinor, report)]),
        ],
        "services" =>
        [
            [texts["Report.Service"], texts["Report.Times"], Amount(texts, report)],
            .. report.Services.Select(s => (IReadOnlyList<object?>)[s.Name.In(texts.Culture), s.Times, Money(s.RevenueMinor, report)]),
        ],
        _ =>
        [
            [texts["Report.Date"], texts["Report.Bookings"], texts["Report.Completed"], texts["Report.Cancelled"], texts["Report.NoShows"], Amount(texts, report)],
            .. report.Days.Select(d => (IReadOnlyList<object?>)[d.Date, d.Bookings, d.Completed, d.Cancelled, d.NoShows, Money(d.RevenueMinor, report)]),
        ],
    };

    /// <summary>"42.5", of a share; empty when there is none.</summary>
    public static string Percent(double? share) => share is { } s ? (s * 100).ToString("0.#", CultureInfo.InvariantCulture) : "";

    private static string Amount(Texts texts, Report report) => texts["Report.RevenueIn", report.Currency];

    private static Money Money(long minor, Report report) => new(minor, report.Currency);
}
