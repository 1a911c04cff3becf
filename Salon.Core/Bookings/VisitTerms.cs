using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>A proposed visit with its price, its policy and the salon's rules, ready to be agreed.</summary>
internal sealed record Quote(BookRequest Request, Proposal Proposal, Terms Terms, BookingRules Rules)
{
    /// <summary>The visit as it stands, tracked with its lines by the transaction that changes it; null for a new one.</summary>
    public Booking? Booking { get; init; }
}

/// <summary>Knows what a proposed visit costs today, and under which policy. Kept in memory until the salon changes it.</summary>
public sealed class VisitTerms : IDisposable
{
    private readonly Database database;
    private readonly OrganizationCache<PriceList> kept;

    public VisitTerms(Database database, ChangeFeed feed, TimeProvider clock)
    {
        this.database = database;
        kept = new(feed, clock, Duration.FromMinutes(1), kind => kind is ChangeKind.Menu or ChangeKind.Team or ChangeKind.Settings, ReadAsync);
    }

    internal async Task<Result<Quote>> QuoteAsync(OrganizationId organization, BookRequest request, Proposal proposal, CancellationToken ct)
    {
        var prices = await kept.GetAsync(organization, ct);
        if (!prices.TakesBookings) return BookingErrors.SalonClosed;

        var lines = new List<BookingLine>(proposal.Lines.Count);
        foreach (var (i, line) in proposal.Lines.Index())
        {
            if (!prices.Menu.TryGetValue(line.Service, out var item)) return SchedulingErrors.UnknownService;
            if (prices.OwnPrices.TryGetValue((line.Service, line.Staff), out var own)) item = item with { Price = item.Price with { Minor = own } };
            lines.Add(BookingLine.Of(organization, request.Id, i, line, item, request.Lines[i]));
        }

        var total = lines.Select(l => l.Price).Aggregate((sum, price) => sum + price);
        var asked = lines.Select(l => (l.ServiceId, l.Price, Menu: prices.Menu[l.ServiceId])).ToList();
        var cancellation = prices.Cancellation.For(asked.Select(a => a.Menu.FreeUntilHours));
        var money = DepositPolicy.Of(prices.Money, [.. asked.Select(a => new PricedLine(a.ServiceId, a.Price, a.Menu.Deposit, a.Menu.Fees))]);
        var policy = PolicySnapshot.Of(cancellation, proposal.Start) with { Money = money };
        return new Quote(request, proposal, new Terms(proposal.Start, proposal.End, proposal.Date, total, lines, policy), prices.Rules);
    }

    internal async Task<BookingRules> RulesAsync(OrganizationId organization, CancellationToken ct) => (await kept.GetAsync(organization, ct)).Rules;

    public void Dispose() => kept.Dispose();

    private async Task<PriceList> ReadAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var salon = await db.Organizations.Where(o => o.Id == organization).Select(o => new { o.Status, o.Rules, o.Cancellation, o.Money }).SingleOrDefaultAsync(ct);
        var menu = await db.Services.Where(s => s.Active)
            .Select(s => new { s.Id, s.Name, s.Price, s.VatBasisPoints, s.Deposit, s.LateFeeKind, s.LateFeeValue, s.NoShowFeeKind, s.NoShowFeeValue, s.FreeUntilHours }).ToListAsync(ct);
        var own = await db.StaffSkills.Where(s => s.PriceMinor != null).Select(s => new { s.ServiceId, s.StaffId, Minor = s.PriceMinor!.Value }).ToListAsync(ct);
        return new PriceList(
            salon is { Status: OrganizationStatus.Active }, salon?.Rules ?? BookingRules.Default, salon?.Cancellation ?? CancellationPolicy.Default, salon?.Money ?? MoneyRules.Default,
            menu.ToDictionary(s => s.Id, s => new MenuLine(
                s.Name, s.Price, s.VatBasisPoints, s.Deposit, new(Share.Stored(s.LateFeeKind, s.LateFeeValue), Share.Stored(s.NoShowFeeKind, s.NoShowFeeValue)), s.FreeUntilHours)),
            own.ToDictionary(s => (s.ServiceId, s.StaffId), s => s.Minor));
    }

    private sealed record PriceList(
        bool TakesBookings, BookingRules Rules, CancellationPolicy Cancellation, MoneyRules Money,
        IReadOnlyDictionary<ServiceId, MenuLine> Menu, IReadOnlyDictionary<(ServiceId, StaffId), long> OwnPrices);
}
