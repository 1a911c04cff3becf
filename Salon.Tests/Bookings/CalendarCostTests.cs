using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Salon.Bookings;
using Salon.Tests.World;
using Salon.Web.Components.Calendar;
using Xunit.Abstractions;

namespace Salon.Tests.Bookings;

/// <summary>What a full calendar costs the server: few statements, whatever stands in it, and less than 200 ms of a machine that does nothing else.</summary>
[Collection(AloneCollection.Name)]
public sealed class CalendarCostTests(ITestOutputHelper output)
{
    private const int MostStatements = 9;
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(200);

    [Theory, BothDatabases]
    public async Task Thirty_people_for_a_day_and_eight_for_a_week_are_read_and_laid_out_within_the_limit(Db db)
    {
        var counter = new StatementCounter();
        await using var world = await SalonWorld.StartAsync(db, counter.Listen);
        var day = await Shop.OpenAsync(world, "thirty", people: 30);
        for (var hour = 10; hour < 20; hour++) await FillAsync(world, day, hour, people: 30, date: 1);
        var week = await Shop.OpenAsync(world, "eight", people: 8);
        for (var date = 1; date <= 7; date++)
        {
            for (var hour = 10; hour < 18; hour++) await FillAsync(world, week, hour, people: 8, date);
        }

        await MeasureAsync(world, counter, day, new(day.Branch, new LocalDate(2026, 12, 8), 1), visits: 300, "30 people, one day");
        await MeasureAsync(world, counter, week, new(week.Branch, new LocalDate(2026, 12, 8), 7), visits: 448, "8 people, one week");
    }

    private async Task MeasureAsync(SalonWorld world, StatementCounter counter, Shop shop, CalendarQuestion question, int visits, string name)
    {
        var (queries, words) = (world.Get<CalendarQueries>(), Texts.For(Languages.Arabic).In(DateTimeZoneProviders.Tzdb["Asia/Riyadh"]));
        var times = new List<TimeSpan>();
        for (var i = 0; i < 12; i++)
        {
            counter.Take();
            var clock = Stopwatch.StartNew();
            Assert.True((await queries.ReadAsync(shop.Desk, question, default)).TryGet(out var view, out var refusal), refusal?.Code);
            var maker = new GridMaker(view, words);
            var drawn = question.Days == 1 ? maker.ByPerson().Columns.Sum(c => c.Visits.Count) : view.People.Sum(p => maker.ByDay(p).Columns.Sum(c => c.Visits.Count));
            times.Add(clock.Elapsed);
            Assert.Equal((visits, visits), (view.Visits.Count, drawn));
            if (i > 0) Assert.InRange(counter.Take(), 1, MostStatements); // the first one also reads what stays in memory
        }

        times.Sort();
        output.WriteLine($"{name}: {visits} visits, median {times[6].TotalMilliseconds:0} ms, worst of the warm ones {times[^2].TotalMilliseconds:0} ms");
        Assert.True(times[6] < Most, $"{name} took {times[6].TotalMilliseconds:0} ms");
    }

    private static async Task FillAsync(SalonWorld world, Shop shop, int hour, int people, int date)
    {
        var bookings = world.Get<BookingService>();
        for (var i = 0; i < people; i++)
        {
            var request = shop.Request(Shop.At(hour, day: date)) with { Channel = BookingChannel.Desk };
            Assert.Null((await bookings.BookAsync(shop.Desk, request, new Customer(null, null, $"Customer {hour}-{i}", "ar"), default)).Error);
        }
    }
}
