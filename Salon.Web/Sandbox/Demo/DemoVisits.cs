using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Bookings.Taking;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Web.Sandbox.Demo;

/// <summary>
/// Books some believable weeks around today through the service everybody books through, so the demo obeys every rule. Each visit is made,
/// and lived through, at its own moment: the demo's clock runs through the past and stops at now.
/// </summary>
internal sealed class DemoVisits
{
    private const int DaysAhead = 10;

    private readonly Database database;
    private readonly DemoClock clock = new();
    private readonly FreeTimesService freeTimes;
    private readonly BookingService bookings;
    private readonly IServiceProvider services;
    private DemoTill? till;

    public DemoVisits(Database database, IServiceProvider services)
    {
        this.database = database;
        freeTimes = ActivatorUtilities.CreateInstance<FreeTimesService>(services, clock);
        bookings = ActivatorUtilities.CreateInstance<BookingService>(services, ActivatorUtilities.CreateInstance<TakingEngine>(services, freeTimes, clock), clock);
        this.services = services;
    }

    /// <param name="history">Days before today that have visits.</param>
    /// <param name="isPaid">Visits are paid at the counter, and drawers counted: where nobody can look at it, that would only cost time.</param>
    public async Task AddAsync(OrganizationId organization, UserId customer, int history, bool isPaid, Instant now, CancellationToken ct)
    {
        till = isPaid ? new DemoTill(database, services, clock) : null;
        var dice = new Random(20261121); // the same demo every time
        var (branches, menu) = await ReadAsync(organization, ct);
        foreach (var (branch, zone) in branches)
        {
            var today = now.InZone(zone).Date;
            for (var day = -history; day <= DaysAhead; day++)
            {
                var date = today.PlusDays(day);
                for (var i = VisitsOn(date, day, dice); i > 0; i--) await LiveAsync(new(organization, branch, date, Wanted(menu, dice), customer), dice, now, ct);
                if (till is not null && day < 0 && Comes(BusinessDay.Resolve(date, 32 * 60, zone, later: true), now)) await till.CloseAsync(Actor.System(organization), branch, date, ct); // the next morning at eight
            }
        }
    }

    private sealed record PlannedVisit(OrganizationId Organization, BranchId Branch, LocalDate Date, List<WantedLine> Lines, UserId Customer);

    // Weekends are full, next week is filling, and the salon is known better than it was.
    private static int VisitsOn(LocalDate date, int day, Random dice)
    {
        var usual = date.DayOfWeek is IsoDayOfWeek.Thursday or IsoDayOfWeek.Friday or IsoDayOfWeek.Saturday ? 11 : 7;
        return day switch { < -28 => usual - 3, < 0 => usual - 1, 0 => usual + 5, < 4 => usual, _ => usual / 2 } + dice.Next(-1, 2);
    }

    private async Task LiveAsync(PlannedVisit plan, Random dice, Instant now, CancellationToken ct)
    {
        var madeAt = plan.Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() - Duration.FromMinutes(dice.Next(10, 9 * 24 * 60));
        clock.Now = Instant.Min(madeAt, now - Duration.FromMinutes(dice.Next(5, 3 * 24 * 60)));
        var channel = dice.Next(5) < 3 ? BookingChannel.Web : BookingChannel.Desk;
        var desk = Actor.System(plan.Organization);
        var question = new VisitQuestion(plan.Organization, plan.Branch, plan.Lines) { Online = channel == BookingChannel.Web };
        if (!(await freeTimes.AvailabilityAsync(question, new DateRange(plan.Date, plan.Date), ct)).TryGet(out var free, out _)) return;
        if (free.Days is not [{ Slots: { Count: > 0 } slots }]) return; // nobody does this here on this day: the demo is that real

        var (name, phone) = DemoSalons.Customers[Math.Min(dice.Next(DemoSalons.Customers.Count), dice.Next(DemoSalons.Customers.Count))]; // some come often
        var user = phone == DemoSalons.Customers[0].Phone ? plan.Customer : (UserId?)null;
        var request = new BookRequest(BookingId.New(), plan.Branch, slots[dice.Next(slots.Count)].Start, plan.Lines) { Channel = channel };
        var who = new Customer(user, PhoneNumber.FromStored(phone), name.Ar, "ar");
        if (!(await bookings.BookAsync(desk, request, who, ct)).TryGet(out var id, out _)) return;
        await HappenAsync(desk, id, dice, now, ct);
    }

    /// <summary>What became of the visit until now.</summary>
    private async Task HappenAsync(Actor desk, BookingId id, Random dice, Instant now, CancellationToken ct)
    {
        var (madeAt, starts, ends) = await TimesAsync(desk.Organization, id, ct);
        var fate = dice.Next(100);
        if (fate < 6)
        {
            clock.Now = madeAt + (Instant.Min(starts, now) - madeAt) / 2;
            await bookings.CancelAsync(desk, id, reason: null, ct);
            return;
        }

        if (fate < 12 && starts + Duration.FromMinutes(20) <= now)
        {
            clock.Now = starts + Duration.FromMinutes(20);
            await bookings.NoShowAsync(desk, id, ct);
            return;
        }

        var arrives = starts + Duration.FromMinutes(dice.Next(-12, 6));
        if (Comes(arrives, now)) await bookings.ArriveAsync(desk, id, ct);
        if (Comes(Instant.Max(starts, arrives), now)) await bookings.StartAsync(desk, id, ct);
        if (!Comes(ends, now)) return;
        await bookings.CompleteAsync(desk, id, ct);
        if (till is not null) await till.PayAsync(desk, id, clock.Now, ct);
    }

    private bool Comes(Instant moment, Instant now)
    {
        if (moment > now) return false;
        clock.Now = moment;
        return true;
    }

    private async Task<(Instant MadeAt, Instant Starts, Instant Ends)> TimesAsync(OrganizationId organization, BookingId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var visit = await db.Bookings.Where(b => b.Id == id).Select(b => new { b.CreatedAt, b.StartsAt, b.EndsAt }).SingleAsync(ct);
        return (visit.CreatedAt, visit.StartsAt, visit.EndsAt);
    }

    private static List<WantedLine> Wanted(IReadOnlyList<ServiceId> services, Random dice)
    {
        List<WantedLine> lines = [new(services[dice.Next(services.Count)], null)];
        if (dice.Next(4) == 0) lines.Add(new(services[dice.Next(services.Count)], null));
        return lines;
    }

    private async Task<(IReadOnlyList<(BranchId Id, DateTimeZone Zone)> Branches, IReadOnlyList<ServiceId> Services)> ReadAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.ZoneId }).ToListAsync(ct);
        var services = await db.Services.OrderBy(s => s.Position).Select(s => s.Id).ToListAsync(ct);
        return ([.. branches.Select(b => (b.Id, DateTimeZoneProviders.Tzdb[b.ZoneId]))], services);
    }

    /// <summary>Says what it is told; the services of the demo live by it.</summary>
    private sealed class DemoClock : TimeProvider
    {
        public Instant Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
    }
}
