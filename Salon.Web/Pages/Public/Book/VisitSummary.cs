using Salon.Bookings;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Web.Pages.Public.Book;

/// <summary>One service in the summary beside every booking page.</summary>
/// <param name="Who">Null while anyone may do it.</param>
public sealed record SummaryLine(LocalizedText Service, Duration Length, Money Price, bool IsFrom, LocalizedText? Who);

/// <summary>The visit so far.</summary>
/// <param name="StartsAt">Null until a time is kept.</param>
public sealed record VisitSummary(
    IReadOnlyList<SummaryLine> Lines, Duration Length, Money Total, bool IsFrom, LocalizedText? Branch, DateTimeZone Zone, Instant? StartsAt, LocalDate? Date)
{
    /// <summary>Until when cancelling costs nothing; null until a time is kept, or when that is over.</summary>
    public Instant? FreeUntil { get; init; }

    /// <summary>Asked of everybody in advance; nothing when she pays at the salon.</summary>
    public Money Deposit { get; init; }

    /// <param name="rules">The salon's.</param>
    public static VisitSummary Of(Quote quote, MoneyRules rules, IReadOnlyList<Scheduling.WantedLine> wanted, IReadOnlyList<TeamCard> people, LocalizedText branch, DateTimeZone zone) => new(
        [.. quote.Lines.Zip(wanted, (line, want) => new SummaryLine(line.Name, Duration.FromMinutes(line.Minutes), line.Price, line.IsFrom, people.FirstOrDefault(p => p.Id == want.Staff)?.Name))],
        Duration.FromMinutes(quote.Minutes), quote.Total, quote.IsFrom, branch, zone, null, null)
    {
        Deposit = quote.Total with { Minor = DepositPolicy.Of(rules, [.. quote.Lines.Select(line => new PricedLine(line.Service, line.Price, line.Deposit, OwnFees.AsUsual))])?.DueMinor ?? 0 },
    };

    public static VisitSummary Of(BookingView booking) => new(
        [.. booking.Lines.Select(line => new SummaryLine(line.Service, line.EndsAt - line.StartsAt, line.Price, false, line.Staff))],
        booking.EndsAt - booking.StartsAt, booking.Price, false, booking.Branch.Name, booking.Branch.Zone, booking.StartsAt, booking.BusinessDate)
    {
        Deposit = booking.Price with { Minor = booking.Policy.Money?.DueMinor ?? 0 },
        FreeUntil = booking.CancelIsFree ? booking.Policy.FreeUntil : null,
    };
}
