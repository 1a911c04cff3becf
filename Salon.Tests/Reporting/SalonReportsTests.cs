using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Reporting;
using Salon.Tests.World;

namespace Salon.Tests.Reporting;

public sealed class SalonReportsTests
{
    private static readonly LocalDate Monday = new(2026, 12, 7);

    private static readonly BookingStatus[] Standing = [BookingStatus.Pending, BookingStatus.Confirmed, BookingStatus.Arrived, BookingStatus.InService, BookingStatus.Completed];

    [Theory, BothDatabases]
    public async Task The_figures_are_those_one_gets_by_counting_every_booking(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 3);
        await FillAsync(world, shop, new Random(7));
        var all = await shop.QueryAsync(q => q.Bookings.Include(b => b.Lines).AsNoTracking().ToListAsync());
        Assert.Contains(all, b => b.Status == BookingStatus.NoShow);
        Assert.Contains(all, b => b.Status == BookingStatus.Cancelled);

        foreach (var dates in (DateRange[])[new(Monday, Monday), new(Monday.PlusDays(3), Monday.PlusDays(5)), new(Monday, Monday.PlusDays(8))])
        {
            var report = await ReadAsync(world, shop, new(null, dates));
            var stands = all.Where(b => Standing.Contains(b.Status) && In(b, dates)).ToList();

            Assert.Equal(Count(all, dates), report.Now);
            Assert.Equal(Count(all, report.Question.Before), report.Then);
            Assert.Equal(dates.Dates(), report.Days.Select(d => d.Date));
            Assert.All(report.Days, day => Assert.Equal(stands.Where(b => b.BusinessDate == day.Date).Sum(b => b.Price.Minor), day.RevenueMinor));
            Assert.All(report.Days, day => Assert.Equal(stands.Count(b => b.BusinessDate == day.Date), day.Bookings));
            Assert.Equal(report.Now.RevenueMinor, report.Days.Sum(d => d.RevenueMinor));
            Assert.Equal(report.Now.RevenueMinor, report.People.Sum(p => p.RevenueMinor)); // nobody's work is lost between the charts
            Assert.Equal(report.Now.RevenueMinor, report.Services.Sum(s => s.RevenueMinor));
            foreach (var person in report.People)
            {
                var lines = stands.SelectMany(b => b.Lines).Where(l => l.StaffId == person.Id).ToList();
                Assert.Equal((lines.Count, (int)lines.Sum(l => (l.EndsAt - l.StartsAt).TotalMinutes), 720 * dates.Days), (person.Services, person.Minutes, person.WorkMinutes));
            }

            Assert.Equal(stands.SelectMany(b => b.Lines).GroupBy(l => l.ServiceId).Select(g => g.Count()).OrderDescending(), report.Services.Select(s => s.Times));
        }
    }

    [Theory, BothDatabases]
    public async Task A_customer_is_new_on_the_dates_of_her_first_visit_and_returns_later(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        Assert.Null((await shop.BookAsync(Shop.At(11, day: 1))).Error);
        Assert.Null((await shop.BookAsync(Shop.At(11, day: 2))).Error);

        Assert.Equal((1, 0), await ClientsAsync(world, shop, Monday.PlusDays(1)));
        Assert.Equal((0, 1), await ClientsAsync(world, shop, Monday.PlusDays(2)));
        Assert.Equal((0, 0), await ClientsAsync(world, shop, Monday.PlusDays(3)));
    }

    [Theory, BothDatabases]
    public async Task The_desk_and_another_salon_see_nothing_and_long_ranges_are_refused(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var other = await Shop.OpenAsync(world, "other");
        Assert.Null((await shop.BookAsync(Shop.At(11))).Error);
        var reports = world.Get<SalonReports>();
        var week = new ReportQuestion(null, new(Monday, Monday.PlusDays(6)));

        Assert.Equal(ReportErrors.NotAllowed, (await reports.ReadAsync(shop.Desk, week, default)).Error);
        Assert.Equal(0, (await ReadAsync(world, other, week)).Now.Bookings);
        Assert.Equal("Report.TooLong", (await reports.ReadAsync(shop.Owner, new(null, new(Monday, Monday.PlusDays(400))), default)).Error?.Code);
    }

    [Theory, BothDatabases]
    public async Task Time_off_and_breaks_are_no_working_time(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, also: (data, s) =>
        {
            data.StaffHours.Add(Salon.Team.StaffHours.On(s.Id, s.Mona, s.Branch, IsoDayOfWeek.Monday, new(780, 840), isBreak: true));
            data.TimesOff.Add(Salon.Team.TimeOff.For(s.Id, s.Mona, new(Shop.At(18, day: 0), Shop.At(22, day: 0)), ""));
        });

        var report = await ReadAsync(world, shop, new(shop.Branch, new(Monday, Monday)));

        Assert.Equal([720 - 60 - 240, 720], report.People.Select(p => p.WorkMinutes));
    }

    private static async Task FillAsync(SalonWorld world, Shop shop, Random random)
    {
        var bookings = world.Get<BookingService>();
        var customers = new List<(Actor Actor, Customer Her)>();
        for (var i = 0; i < 6; i++)
        {
            Assert.True(PhoneNumber.Parse($"+96650000088{i}").TryGet(out var phone, out _));
            var user = await shop.RegisterAsync(phone, $"Customer {i}");
            customers.Add((new Actor(shop.Id, user, Role.Customer), new Customer(user, phone, $"Customer {i}", "ar")));
        }

        for (var day = 0; day < 9; day++)
        {
            world.Clock.Set(Shop.At(6, day: day));
            var taken = new List<BookingId>();
            for (var n = 0; n < 7; n++)
            {
                var (actor, her) = customers[random.Next(customers.Count)];
                var request = shop.Request(Shop.At(10 + random.Next(11), day: day), random.Next(2) == 0 ? shop.Haircut : shop.Colour);
                if ((await bookings.BookAsync(actor, request, her, default)).TryGet(out var id, out _)) taken.Add(id);
            }

            world.Clock.Set(Shop.At(23, 30, day));
            foreach (var id in taken)
            {
                var target = random.Next(4) switch { 0 => BookingStatus.NoShow, 1 => BookingStatus.Cancelled, 2 => BookingStatus.Completed, _ => BookingStatus.Confirmed };
                await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
                var booking = await write.Bookings.SingleAsync(b => b.Id == id);
                booking.TransitionTo(target);
                Assert.Null(await write.CommitAsync(default));
            }
        }
    }

    private static Figures Count(List<Booking> all, DateRange dates)
    {
        var stands = all.Where(b => Standing.Contains(b.Status) && In(b, dates)).ToList();
        var people = stands.Select(b => b.ContactId).OfType<ContactId>().Distinct().ToList();
        var known = people.Count(p => all.Exists(b => b.ContactId == p && Standing.Contains(b.Status) && b.BusinessDate < dates.First));
        int Of(BookingStatus status) => all.Count(b => b.Status == status && In(b, dates));
        return new(stands.Count, Of(BookingStatus.Completed), Of(BookingStatus.Cancelled), Of(BookingStatus.NoShow), stands.Sum(b => b.Price.Minor), people.Count - known, known);
    }

    private static bool In(Booking booking, DateRange dates) => booking.BusinessDate >= dates.First && booking.BusinessDate <= dates.Last;

    private static async Task<(int New, int Returning)> ClientsAsync(SalonWorld world, Shop shop, LocalDate date)
    {
        var now = (await ReadAsync(world, shop, new(null, new(date, date)))).Now;
        return (now.New, now.Returning);
    }

    private static async Task<Report> ReadAsync(SalonWorld world, Shop shop, ReportQuestion question)
    {
        Assert.True((await world.Get<SalonReports>().ReadAsync(shop.Owner, question, default)).TryGet(out var report, out var refusal), refusal?.Code);
        return report;
    }
}
