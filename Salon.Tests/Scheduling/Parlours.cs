using FsCheck;
using FsCheck.Fluent;
using Salon.Catalog;
using Salon.Scheduling;

namespace Salon.Tests.Scheduling;

/// <summary>Random shops: small, crowded and awkward, most of them around a day on which the clocks change.</summary>
internal static class Parlours
{
    private static readonly (string Zone, LocalDate Date)[] moments =
    [
        ("Asia/Riyadh", new(2026, 2, 28)),
        ("Europe/Berlin", new(2026, 3, 29)), ("Europe/Berlin", new(2026, 10, 25)),
        ("America/New_York", new(2026, 3, 8)), ("America/New_York", new(2026, 11, 1)),
        ("Australia/Lord_Howe", new(2026, 4, 5)), ("Australia/Lord_Howe", new(2026, 10, 4)), // half an hour
        ("Africa/Cairo", new(2026, 4, 24)), ("Africa/Cairo", new(2026, 10, 29)), // at midnight
        ("America/Sao_Paulo", new(2018, 2, 18)), ("America/Sao_Paulo", new(2018, 11, 4)),
        ("Asia/Kathmandu", new(2026, 6, 1)), // 5:45 east
        ("Pacific/Apia", new(2011, 12, 30)), // a date that never was
    ];

    public static Gen<Parlour> Any() =>
        from moment in Gen.Elements(moments)
        let zone = DateTimeZoneProviders.Tzdb[moment.Zone]
        from back in Gen.Choose(0, 2)
        from days in Gen.Choose(1, 3)
        let first = moment.Date.PlusDays(-back)
        let dates = new DateRange(first, first.PlusDays(days - 1))
        from hours in Plans(dates, Hours(), withBreaks: false)
        from staff in Gen.Choose(1, 4)
        from people in Gen.CollectToList(Enumerable.Range(1, staff), number => People(number, dates))
        from types in Gen.Choose(1, 2)
        from units in Gen.CollectToList(Enumerable.Range(1, types), type => Units(type, dates))
        from rules in Rules(dates)
        from request in Requests(staff, types)
        select new Parlour(zone, dates, hours, [.. people], [.. units.SelectMany(u => u)], rules, request);

    private static Gen<VisitRules> Rules(DateRange dates) =>
        from step in Gen.Elements(5, 10, 15, 20, 30, 60, 60)
        from lead in Gen.Choose(-2880, 2880)
        from horizon in Gen.Frequency((4, Gen.Constant(5)), (1, Gen.Choose(-1, 2)))
        from wait in Gen.Elements(0, 5, 15, 15, 40)
        select new VisitRules(step, Midnight(dates.First) + Duration.FromSeconds(lead * 37), dates.First.PlusDays(horizon), wait);

    private static Gen<HoursPlan> Plans(DateRange dates, Gen<DayHours> hours, bool withBreaks) =>
        from week in Weeks(hours, 2)
        from breaks in Weeks(Breaks(), withBreaks ? 1 : 0)
        from hasSeason in Gen.Choose(0, 3)
        from season in Weeks(hours, 1)
        from seasonStart in Gen.Choose(-2, 2)
        from hasException in Gen.Choose(0, 3)
        from exception in Lists(hours, 0, 2)
        from exceptionDay in Gen.Choose(-1, 2)
        select new HoursPlan(week)
        {
            Breaks = breaks,
            Seasons = hasSeason > 0 ? [] : [new(new(dates.First.PlusDays(seasonStart), dates.First.PlusDays(seasonStart + 2)), season, breaks)],
            Exceptions = hasException > 0 ? new Dictionary<LocalDate, IReadOnlyList<DayHours>>() : new() { [dates.First.PlusDays(exceptionDay)] = exception },
        };

    private static Gen<Week> Weeks(Gen<DayHours> hours, int most) =>
        Gen.CollectToList(Enumerable.Range(1, 7), day => Lists(hours, most == 0 ? 0 : 1, most).Select(list => list.Select(h => ((IsoDayOfWeek)day, h)))).Select(days => new Week(days.SelectMany(d => d)));

    private static Gen<DayHours> Hours() => Gen.Frequency(
        (3, from start in Gen.Choose(0, 47) from length in Gen.Choose(2, 30) select new DayHours(start * 30, Math.Min((start * 30) + (length * 30), (start * 30) + 1440))),
        (1, from start in Gen.Choose(0, 1439) from length in Gen.Choose(20, 1440) select new DayHours(start, start + length)),
        (1, Gen.Constant(new DayHours(0, 1440))));

    private static Gen<DayHours> Breaks() => from start in Gen.Choose(0, 95) from length in Gen.Choose(1, 6) select new DayHours(start * 15, (start * 15) + (length * 10));

    private static Gen<ParlourPerson> People(int number, DateRange dates) =>
        from plan in Plans(dates, Gen.Frequency((2, Hours()), (1, Gen.Constant(new DayHours(0, 1440)))), withBreaks: true)
        from away in Lists(Times(dates, 30, 300), 0, 1)
        from claims in Lists(Times(dates, 5, 240), 0, 6)
        select new ParlourPerson(Parlour.Staff(number), plan, away, claims);

    private static Gen<List<ParlourUnit>> Units(int type, DateRange dates) =>
        from count in Gen.Choose(1, 4)
        from units in Gen.CollectToList(Enumerable.Range(1, count), unit => Lists(Times(dates, 30, 600), 0, 4).Select(claims =>
            new ParlourUnit(Parlour.Resource((type * 10) + (unit / 2)), unit, Parlour.Type(type), claims)))
        select units.ToList();

    /// <summary>Mostly whole minutes; what comes from an outside calendar need not be.</summary>
    private static Gen<Span> Times(DateRange dates, int shortest, int longest) =>
        from start in Gen.Choose(-1440, (dates.Days + 1) * 1440)
        from coarse in Gen.Elements(1, 5, 15)
        from length in Gen.Choose(shortest, longest)
        from seconds in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(1, 59)))
        let begin = Midnight(dates.First) + Duration.FromMinutes(start / coarse * coarse) + Duration.FromSeconds(seconds)
        select new Span(begin, begin + Duration.FromMinutes(Math.Max(1, length / coarse * coarse)));

    private static Gen<VisitRequest> Requests(int staff, int types) =>
        from count in Gen.Choose(1, 4)
        from together in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        from lines in Gen.CollectToList(Enumerable.Range(1, count), line => Lines(line, staff, types))
        select new VisitRequest([.. lines], together);

    private static Gen<LineRequest> Lines(int number, int staff, int types) =>
        from shape in Shapes(number, types)
        from who in Gen.CollectToList(Enumerable.Range(1, staff), person =>
            from able in Gen.Choose(0, 3)
            from own in Gen.Frequency((3, Gen.Constant(shape)), (1, Shapes(number, types)))
            select able == 0 ? null : new Candidate(Parlour.Staff(person), own))
        from wanted in Gen.Frequency((4, Gen.Constant<StaffId?>(null)), (1, Gen.Choose(1, staff).Select(n => (StaffId?)Parlour.Staff(n))))
        select new LineRequest(Parlour.Service(number), wanted, [.. who.OfType<Candidate>()]);

    private static Gen<ServiceShape> Shapes(int service, int types) =>
        from before in Gen.Elements(0, 0, 0, 5, 10, 15)
        from active in Gen.Elements(5, 10, 15, 20, 30, 45, 60, 90, 7)
        from processing in Gen.Elements(0, 0, 0, 10, 20, 45)
        from finishing in Gen.Elements(0, 0, 5, 15, 30)
        from buffer in Gen.Elements(0, 0, 5, 10, 25)
        from needs in Lists(from type in Gen.Choose(1, types) from blocks in Gen.Choose(0, 31) select new Need(Parlour.Type(type), (Blocks)blocks), 0, 2)
        select new ServiceShape(Parlour.Service(service), before, active, processing, finishing, buffer, needs);

    private static Gen<List<T>> Lists<T>(Gen<T> item, int least, int most) =>
        from count in Gen.Choose(least, most)
        from items in Gen.CollectToList(Enumerable.Range(0, count), _ => item)
        select items.ToList();

    private static Instant Midnight(LocalDate date) => date.AtMidnight().InUtc().ToInstant();
}
