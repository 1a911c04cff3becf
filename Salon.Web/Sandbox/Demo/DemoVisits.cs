using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Web.Sandbox.Demo;

/// <summary>Books a believable fortnight through the same service everybody books through, so the demo obeys every rule.</summary>
internal sealed class DemoVisits(Database database, BookingService bookings, FreeTimesService freeTimes)
{
    private const int DaysAhead = 8, PerDay = 8;
    private static readonly Duration Recent = Duration.FromHours(20); // the desk may still write down what was this recently

    public async Task AddAsync(OrganizationId organization, UserId customer, Instant now, CancellationToken ct)
    {
        var desk = Actor.System(organization);
        var dice = new Random(20261121); // the same demo every time
        var (branches, services) = await ReadAsync(organization, ct);
        foreach (var (branch, zone) in branches)
        {
            var today = now.InZone(zone).Date;
            for (var i = 0; i < PerDay; i++) await BookPastAsync(desk, branch, services, customer, dice, now, ct);
            for (var day = 0; day <= DaysAhead; day++)
            {
                for (var i = 0; i < PerDay; i++) await BookAheadAsync(desk, branch, today.PlusDays(day), services, customer, dice, ct);
            }
        }
    }

    private async Task BookAheadAsync(Actor desk, BranchId branch, LocalDate date, IReadOnlyList<ServiceId> services, UserId customer, Random dice, CancellationToken ct)
    {
        var lines = Wanted(services, dice);
        var question = new VisitQuestion(desk.Organization, branch, lines) { Online = false };
        if (!(await freeTimes.AvailabilityAsync(question, new DateRange(date, date), ct)).TryGet(out var free, out _)) return;
        if (free.Days is not [{ Slots: { Count: > 0 } slots }]) return; // nobody does this here today: the demo is that real
        await BookAsync(desk, branch, slots[dice.Next(slots.Count)].Start, lines, customer, dice, ct);
    }

    private async Task BookPastAsync(Actor desk, BranchId branch, IReadOnlyList<ServiceId> services, UserId customer, Random dice, Instant now, CancellationToken ct)
    {
        const int Quarters = 4, Tries = 6;
        var thisHour = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 3600 * 3600);
        for (var i = 0; i < Tries; i++)
        {
            var start = thisHour - Duration.FromMinutes(60 / Quarters * dice.Next(Quarters * 2, (int)Recent.TotalHours * Quarters));
            if (await BookAsync(desk, branch, start, Wanted(services, dice), customer, dice, ct) is not { } id) continue; // closed, or nobody free
            await FinishAsync(desk, id, dice, ct);
            return;
        }
    }

    private async Task<BookingId?> BookAsync(Actor desk, BranchId branch, Instant start, List<WantedLine> lines, UserId customer, Random dice, CancellationToken ct)
    {
        var (name, phone) = DemoSalons.Customers[dice.Next(DemoSalons.Customers.Count)];
        var user = phone == DemoSalons.Customers[0].Phone ? customer : (UserId?)null;
        var wish = new BookRequest(BookingId.New(), branch, start, lines) { Channel = BookingChannel.Desk };
        var who = new Customer(user, PhoneNumber.FromStored(phone), name.Ar, "ar");
        return (await bookings.BookAsync(desk, wish, who, ct)).TryGet(out var id, out _) ? id : null;
    }

    private static List<WantedLine> Wanted(IReadOnlyList<ServiceId> services, Random dice)
    {
        List<WantedLine> lines = [new(services[dice.Next(services.Count)], null)];
        if (dice.Next(4) == 0) lines.Add(new(services[dice.Next(services.Count)], null));
        return lines;
    }

    private async Task FinishAsync(Actor desk, BookingId id, Random dice, CancellationToken ct)
    {
        if (dice.Next(12) == 0)
        {
            await bookings.NoShowAsync(desk, id, ct);
            return;
        }

        await bookings.ArriveAsync(desk, id, ct);
        await bookings.CompleteAsync(desk, id, ct);
    }

    private async Task<(IReadOnlyList<(BranchId Id, DateTimeZone Zone)> Branches, IReadOnlyList<ServiceId> Services)> ReadAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.ZoneId }).ToListAsync(ct);
        var services = await db.Services.OrderBy(s => s.Position).Select(s => s.Id).ToListAsync(ct);
        return ([.. branches.Select(b => (b.Id, DateTimeZoneProviders.Tzdb[b.ZoneId]))], services);
    }
}
