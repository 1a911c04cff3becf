using Salon.Bookings;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;
using Salon.Web.Components.Public;

namespace Salon.Web.Pages.Public.Book;

/// <summary>One service in the summary beside every booking page.</summary>
/// <param name="Who">Null while anyone may do it.</param>
public sealed record SummaryLine(LocalizedText Service, Lengths Length, Money Price, bool IsFrom, LocalizedText? Who);

/// <summary>The visit so far.</summary>
/// <param name="Length">From her first minute in the chair to the last, waits between services included.</param>
/// <param name="StartsAt">Null until a time is kept.</param>
public sealed record VisitSummary(
    IReadOnlyList<SummaryLine> Lines, Lengths Length, Money Total, bool IsFrom, LocalizedText? Branch, DateTimeZone Zone, Instant? StartsAt, LocalDate? Date)
{
    /// <summary>Until when cancelling costs nothing; null until a time is kept, or when that is over.</summary>
    public Instant? FreeUntil { get; init; }

    /// <summary>Asked of her in advance, or of everybody while nobody knows who she is; nothing when she pays at the salon.</summary>
    public Money Deposit { get; init; }

    /// <summary>What of the length is a wait between two services; null when one follows the other.</summary>
    public Lengths? Wait { get; init; }

    /// <param name="rules">The salon's.</param>
    /// <param name="branch">Null while none is chosen: a sum without a place and without a time.</param>
    public static VisitSummary Of(Quote quote, MoneyRules rules, IReadOnlyList<WantedLine> wanted, IReadOnlyList<TeamCard> people, BranchCard? branch) => new(
        [.. quote.Lines.Zip(wanted, (line, want) => new SummaryLine(
            line.Name, Lengths.OfMinutes(line.Minutes, line.MostMinutes), line.Price, line.IsFrom, people.FirstOrDefault(p => p.Id == want.Staff)?.Name))],
        Lengths.OfMinutes(quote.Minutes, quote.MostMinutes), quote.Total, quote.IsFrom, branch?.Name, branch?.Zone ?? DateTimeZone.Utc, null, null)
    {
        Deposit = quote.Total with { Minor = DepositPolicy.Of(rules, [.. quote.Lines.Select(line => new PricedLine(line.Service, line.Price, line.Deposit, OwnFees.AsUsual))])?.DueMinor ?? 0 },
    };

    public static VisitSummary Of(BookingView booking) => new(
        [.. booking.Lines.Select(line => new SummaryLine(line.Service, Lengths.Of(line.EndsAt - line.StartsAt), line.Price, false, line.Staff))],
        LengthOf(booking), booking.Price, false, booking.Branch.Name, booking.Branch.Zone, booking.StartsAt, booking.BusinessDate)
    {
        Deposit = booking.Price with { Minor = booking.Policy.Money?.DueMinor ?? 0 },
        FreeUntil = booking.CancelIsFree ? booking.Policy.FreeUntil : null,
        Wait = booking.Together ? null : WaitIn(LengthOf(booking), booking.Lines.Aggregate(Duration.Zero, (sum, line) => sum + (line.EndsAt - line.StartsAt))),
    };

    /// <summary>The same with the lengths of the times on show, so that what a tap keeps is as long as she was told.</summary>
    /// <param name="quote">What the services take by themselves.</param>
    /// <param name="slots">None while nothing is free.</param>
    /// <param name="together">All services at the same time.</param>
    public VisitSummary Lasting(Quote quote, IEnumerable<Slot> slots, bool together)
    {
        if (quote.Lines.Count == 1) return this; // it takes what its performers take: the list of who could do it changes by the minute
        var shown = slots.Select(slot => slot.End - slot.Start).ToList();
        if (shown.Count > 0)
        {
            var length = new Lengths(shown.Min(), shown.Max());
            return this with { Length = length, Wait = together ? null : WaitIn(length, Duration.FromMinutes(quote.Minutes)) };
        }

        return together ? this with { Length = Lengths.OfMinutes(quote.Lines.Max(line => line.Minutes), quote.Lines.Max(line => line.MostMinutes)) } : this;
    }

    private static Lengths LengthOf(BookingView booking) => Lengths.Of(booking.EndsAt - booking.StartsAt);

    private static Lengths? WaitIn(Lengths length, Duration served) =>
        length.Most > served ? new(Duration.Max(Duration.Zero, length.Least - served), length.Most - served) : null;
}
