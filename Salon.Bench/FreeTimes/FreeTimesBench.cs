using Microsoft.Extensions.DependencyInjection;
using NodaTime.Extensions;
using Salon.Scheduling;
using Salon.Tests.Scheduling;
using Salon.Tests.World;

namespace Salon.Bench.FreeTimes;

/// <summary>B-1: the free times of a month, for any staff, end to end on SQLite, against a brute-force oracle.</summary>
internal static class FreeTimesBench
{
    private const int Days = 31;
    private const int WarmUps = 300; // until the runtime has compiled the hot paths for good

    public static async Task<bool> RunAsync() =>
        await RunAsync("10 staff, 6,000 bookings, 1 service", people: 10, bookings: 6_000, perDay: 60, lines: 1, p99: 15)
        & await RunAsync("50 staff, 100,000 bookings, 3 services in a row", people: 50, bookings: 100_000, perDay: 290, lines: 3, p99: 60);

    private static async Task<bool> RunAsync(string name, int people, int bookings, int perDay, int lines, double p99)
    {
        var counter = new StatementCounter();
        await using var counted = await BigSalon.OpenAsync(people, bookings, perDay, counter.Listen);
        var range = RangeOf(counted, 7);
        await counted.Times.AvailabilityAsync(counted.Ask(lines), range, default);
        counter.Take();
        await counted.Times.AvailabilityAsync(counted.Ask(lines), range, default);
        var statements = counter.Take();

        await using var salon = await BigSalon.OpenAsync(people, bookings, perDay, _ => { });
        var question = salon.Ask(lines);
        var whole = await Measure.RunAsync(WarmUps, 500, run => salon.Times.AvailabilityAsync(question, RangeOf(salon, run), default));
        var day = await Measure.RunAsync(WarmUps, 500, run => salon.Times.AvailabilityAsync(question, RangeOf(salon, run) with { Last = RangeOf(salon, run).First }, default));
        var pure = await PureAsync(salon, question);
        var (slots, wrong) = await CompareAsync(salon, lines);

        Console.WriteLine($"{name} ({salon.Claims} claims in all)");
        Console.WriteLine($"  end to end        {whole}   target p99 {p99} ms");
        Console.WriteLine($"  one day           {day}");
        Console.WriteLine($"  the engine alone  {pure}");
        Console.WriteLine($"  statements        {statements}   target 6");
        Console.WriteLine($"  oracle            {slots} times of a month compared, {wrong} days differ");
        return whole.P99 <= p99 && statements <= 6 && wrong == 0;
    }

    /// <summary>The same without the database: from a diary to the answer.</summary>
    private static async Task<Measure> PureAsync(BigSalon salon, VisitQuestion question)
    {
        var now = TimeProvider.System.GetCurrentInstant();
        if (!(await salon.Reader.AskAsync(question, default)).TryGet(out var asked, out var error)) throw new InvalidOperationException(error.Code);
        var range = RangeOf(salon, 0);
        var diary = await salon.Reader.ReadAsync(asked, range, now, default);
        var rules = new VisitRules(15, now, salon.Today.PlusDays(366));
        return await Measure.RunAsync(WarmUps, 500, _ =>
        {
            new Salon.Scheduling.FreeTimes(diary, rules, asked.Request).Days(range);
            return Task.CompletedTask;
        });
    }

    private static async Task<(int Slots, int Wrong)> CompareAsync(BigSalon salon, int lines)
    {
        var range = RangeOf(salon, 3);
        if (!(await salon.Times.AvailabilityAsync(salon.Ask(lines), range, default)).TryGet(out var found, out var error)) throw new InvalidOperationException(error.Code);
        var oracle = new Oracle(salon.AsParlour(lines, range, Instant.MinValue));
        var (slots, wrong) = (0, 0);
        foreach (var day in found.Days)
        {
            slots += day.Slots.Count;
            if (Written(day) != Written(oracle.On(day.Date))) wrong++;
        }
        return (slots, wrong);
    }

    private static string Written(DayTimes day) => $"{day.Date} {day.State} " + string.Join(';', day.Slots.Select(s => $"{s.Start} {s.End} {string.Join(',', s.Staff)}"));

    private static DateRange RangeOf(BigSalon salon, int run)
    {
        var first = salon.Today.PlusDays(1 + (run * 7 % 30));
        return new(first, first.PlusDays(Days - 1));
    }
}
