using System.Globalization;
using Salon.Catalog;
using Salon.Scheduling;

namespace Salon.Tests.Scheduling;

public sealed class FreeTimesTests
{
    private static readonly LocalDate Sunday = new(2026, 11, 22);
    private static readonly DateTimeZone Riyadh = DateTimeZoneProviders.Tzdb["Asia/Riyadh"];
    private static readonly ResourceTypeId Chair = Parlour.Type(1);

    private static readonly ServiceShape Haircut = Shape(active: 60);
    private static readonly ServiceShape Colour = Shape(active: 30, processing: 60, finishing: 30);

    [Fact]
    public void A_service_is_offered_on_every_step_at_which_it_ends_before_closing() =>
        Assert.Equal(["09:00", "09:30", "10:00", "10:30", "11:00"], Starts(Branch(9, 12, Haircut, Person(1))));

    [Fact]
    public void What_is_booked_is_not_offered_and_what_touches_it_is() =>
        Assert.Equal(["09:00", "11:00"], Starts(Branch(9, 12, Haircut, Person(1, Taken(10, 11)))));

    [Fact]
    public void While_a_colour_develops_the_person_can_cut_somebody_elses_hair()
    {
        var colouring = Person(1, Taken(9, 9.5), Taken(10.5, 11)); // what a colour at nine claims

        Assert.Equal(["09:30", "11:00"], Starts(Branch(9, 12, Haircut, colouring)));
    }

    [Fact]
    public void A_colour_claims_the_person_twice_and_the_chair_throughout()
    {
        var parlour = Branch(9, 12, Colour with { Needs = [new(Chair, Blocks.Active | Blocks.Finishing)] }, Person(1)) with { Units = [Unit(1)] };

        var visit = Propose(parlour, At(9));

        Assert.Equal(
            [
                new(ClaimSubject.Of(Parlour.Staff(1)), Taken(9, 9.5)),
                new(ClaimSubject.Of(Parlour.Staff(1)), Taken(10.5, 11)),
                new(ClaimSubject.Of(Parlour.Resource(1), 1), Taken(9, 11)),
            ],
            visit.Lines[0].Claims);
    }

    [Fact]
    public void As_many_customers_fit_as_there_are_units()
    {
        var needsChair = Haircut with { Needs = [new(Chair, Blocks.Active)] };
        var parlour = Branch(9, 12, needsChair, Person(1));

        Assert.Empty(Starts(parlour));
        Assert.Equal(["11:00"], Starts(parlour with { Units = [Unit(1, Taken(9, 11))] }));
        Assert.Equal(["09:00", "11:00"], Starts(parlour with { Units = [Unit(1, Taken(9, 11)), Unit(2, Taken(10, 12))] }));
    }

    [Fact]
    public void Two_needs_at_once_take_two_units()
    {
        var twoChairs = Haircut with { Needs = [new(Chair, Blocks.Active), new(Chair, Blocks.Active)] };
        var parlour = Branch(9, 10, twoChairs, Person(1));

        Assert.Empty(Starts(parlour with { Units = [Unit(1)] }));
        Assert.Equal(["09:00"], Starts(parlour with { Units = [Unit(1), Unit(2)] }));
    }

    [Fact]
    public void The_customer_keeps_her_chair_from_one_service_to_the_next()
    {
        var needsChair = Haircut with { Needs = [new(Chair, Blocks.Active)] };
        var parlour = Branch(9, 12, needsChair, Person(1)) with { Units = [Unit(1, Taken(9, 10)), Unit(2), Unit(3)], Request = Visit([needsChair, needsChair], Person(1)) };

        var units = Propose(parlour, At(9)).Lines.SelectMany(l => l.Claims).Where(c => !c.Subject.IsPerson).Select(c => c.Subject.Unit);

        Assert.Equal([2, 2], units);
    }

    [Fact]
    public void Clearing_up_may_outlast_the_hours_but_not_meet_the_next_customer_or_a_day_off()
    {
        var messy = Haircut with { Buffer = 30 };

        Assert.Equal(["09:00", "09:30", "10:00"], Starts(Branch(9, 11, messy, Person(1))));
        Assert.Equal(["09:00", "09:30"], Starts(Branch(9, 11, messy, Person(1, Taken(11, 12)))));
        Assert.Equal(["09:00", "09:30"], Starts(Branch(9, 11, messy, Person(1) with { Away = [Taken(11, 12)] })));
    }

    [Fact]
    public void Getting_ready_is_work_that_may_begin_before_the_doors_open()
    {
        var prepared = Haircut with { Before = 30 };
        var early = Person(1) with { Plan = new(Week.EveryDay(new DayHours(510, 660))) };
        var punctual = Person(1) with { Plan = new(Week.EveryDay(new DayHours(540, 660))) };

        Assert.Equal(["09:00", "09:30", "10:00"], Starts(Branch(9, 11, prepared, early)));
        Assert.Equal(["09:30", "10:00"], Starts(Branch(9, 11, prepared, punctual)));
    }

    [Fact]
    public void Breaks_and_dated_hours_count()
    {
        var plan = new HoursPlan(Week.EveryDay(new DayHours(540, 720))) { Breaks = Week.EveryDay(new DayHours(600, 630)) };
        var today = plan with { Exceptions = new Dictionary<LocalDate, IReadOnlyList<DayHours>> { [Sunday] = [new(660, 720)] } };

        Assert.Equal(["09:00", "10:30", "11:00"], Starts(Branch(9, 12, Haircut, Person(1) with { Plan = plan })));
        Assert.Equal(["11:00"], Starts(Branch(9, 12, Haircut, Person(1) with { Plan = today })));
    }

    [Fact]
    public void A_season_has_its_own_hours_which_may_cross_midnight_and_stay_one_business_day()
    {
        var nights = Week.EveryDay(new DayHours(1290, 1560)); // 21:30–02:00
        var hours = new HoursPlan(Week.EveryDay(new DayHours(540, 1020))) { Seasons = [new(new(Sunday, Sunday), nights, Week.None)] };
        var parlour = Branch(9, 17, Haircut with { Active = 90 }, Person(1)) with { Hours = hours, Rules = Rules(60) };

        parlour = parlour with { Dates = new(Sunday, Sunday.PlusDays(1)) };

        var days = parlour.Engine().Days(parlour.Dates);

        Assert.Equal(["22:00", "23:00", "00:00"], days[0].Slots.Select(s => Local(s.Start, Riyadh)));
        Assert.Equal("09:00", Local(days[1].Slots[0].Start, Riyadh));
        Assert.Equal(Sunday, Propose(parlour, At(24)).Date);
    }

    [Fact]
    public void Services_follow_each_other_at_once_and_wait_only_for_the_same_persons_clearing_up()
    {
        var messy = Shape(active: 30, buffer: 10);
        var alone = Branch(9, 11, messy, Person(1)) with { Request = Visit([messy, messy], Person(1)) };
        var two = Branch(9, 11, messy, Person(1), Person(2));
        var relay = two with { Request = new([Line(messy, Person(1)), Line(messy, Person(2))]) };

        Assert.Equal([At(9), At(9) + Duration.FromMinutes(40)], Propose(alone, At(9)).Lines.Select(l => l.Start));
        Assert.Equal([At(9), At(9.5)], Propose(relay, At(9)).Lines.Select(l => l.Start));
        Assert.Equal(SchedulingErrors.NotFree, (alone with { Rules = alone.Rules with { MaxWait = 9 } }).Engine().Propose(At(9), true).Error);
    }

    [Fact]
    public void Together_needs_as_many_people_as_services()
    {
        var parlour = Branch(9, 10, Haircut, Person(1), Person(2));
        var pair = Visit([Haircut, Haircut], Person(1), Person(2)) with { Together = true };

        var visit = Propose(parlour with { Request = pair }, At(9));

        Assert.Equal([Parlour.Staff(1), Parlour.Staff(2)], visit.Lines.Select(l => l.Staff));
        Assert.Equal([At(9), At(9)], visit.Lines.Select(l => l.Start));
        Assert.Empty(Starts(Branch(9, 10, Haircut, Person(1)) with { Request = Visit([Haircut, Haircut], Person(1)) with { Together = true } }));
    }

    [Fact]
    public void Whoever_is_wanted_is_the_only_one_offered()
    {
        var parlour = Branch(9, 11, Haircut, Person(1), Person(2, Taken(9, 10)));
        var request = parlour.Request with { Lines = [parlour.Request.Lines[0] with { Wanted = Parlour.Staff(2) }] };

        var slot = Assert.Single((parlour with { Request = request }).Engine().Days(parlour.Dates)[0].Slots);

        Assert.Equal([Parlour.Staff(2)], slot.Staff);
    }

    [Fact]
    public void Anyone_means_the_least_booked_then_the_smallest_dead_gap_then_a_fixed_order()
    {
        var busy = Person(1, Taken(14, 16));
        var gap = Person(2, Taken(9, 9.5)); // at ten this leaves half an hour nobody can sell
        var snug = Person(3, Taken(9.5, 10));
        var same = Person(4, Taken(9.5, 10));

        var slots = Branch(9, 17, Haircut, busy, gap, snug, same).Engine().Days(new(Sunday, Sunday))[0].Slots;

        Assert.Equal([Parlour.Staff(3), Parlour.Staff(4), Parlour.Staff(2), Parlour.Staff(1)], slots.Single(s => s.Start == At(10)).Staff);
    }

    [Fact]
    public void A_person_who_was_no_help_beside_one_colleague_is_tried_again_beside_another()
    {
        var inRoom = Haircut with { Needs = [new(Chair, Blocks.Active)] };
        var request = new VisitRequest([new(Haircut.Service, null, [new(Parlour.Staff(1), inRoom), new(Parlour.Staff(2), Haircut)]), Line(Haircut, Person(3)), Line(inRoom, Person(4))], Together: true);
        var parlour = Branch(9, 10, Haircut, Person(1), Person(2), Person(3), Person(4)) with { Units = [Unit(1)], Request = request };

        Assert.Equal([Parlour.Staff(2), Parlour.Staff(3), Parlour.Staff(4)], Propose(parlour, At(9)).Lines.Select(l => l.Staff));
    }

    [Fact]
    public void A_full_day_differs_from_a_closed_one()
    {
        var full = Branch(9, 11, Haircut, Person(1, Taken(9, 11)));

        Assert.Equal(DayState.Full, full.Engine().Days(full.Dates)[0].State);
        Assert.Equal(DayState.Closed, (full with { Hours = new(Week.None) }).Engine().Days(full.Dates)[0].State);
        Assert.Equal(DayState.Closed, Branch(9, 11, Haircut, Person(1) with { Plan = new(Week.None) }).Engine().Days(full.Dates)[0].State);
        Assert.Equal(DayState.Closed, (full with { Rules = Rules(30) with { LastDate = Sunday.PlusDays(-1) } }).Engine().Days(full.Dates)[0].State);
    }

    [Fact]
    public void A_day_without_a_time_says_why()
    {
        var full = Branch(9, 11, Haircut, Person(1, Taken(9, 11)));
        var off = Branch(9, 11, Haircut, Person(1) with { Plan = new(Week.None) });

        Assert.Null(Reason(Branch(9, 11, Haircut, Person(1))));
        Assert.Equal(NoTimes.FullyBooked, Reason(full));
        Assert.Equal(NoTimes.BranchClosed, Reason(full with { Hours = new(Week.None) }));
        Assert.Equal(NoTimes.NobodyWorks, Reason(off));
        Assert.Equal(NoTimes.PersonOff, Reason(off with { Request = new([off.Request.Lines[0] with { Wanted = Parlour.Staff(1) }]) }));
        Assert.Equal(NoTimes.NotOffered, Reason(full with { Request = new([full.Request.Lines[0] with { Candidates = [] }]) }));
        Assert.Equal(NoTimes.BeyondHorizon, Reason(full with { Rules = Rules(30) with { LastDate = Sunday.PlusDays(-1) } }));
        foreach (var hour in (double[])[10.5, 12]) Assert.Equal(NoTimes.TooLate, Reason(full with { Rules = Rules(30) with { Earliest = At(hour) } })); // too short a rest, or none

        static NoTimes? Reason(Parlour parlour) => parlour.Engine().Days(new(Sunday, Sunday))[0].Reason;
    }

    [Fact]
    public void Nothing_is_offered_too_soon_too_late_or_between_the_steps_and_the_refusal_says_why()
    {
        var parlour = Branch(9, 12, Haircut, Person(1)) with { Rules = Rules(30) with { Earliest = At(10.25) } };
        var engine = parlour.Engine();

        Assert.Equal(["10:30", "11:00"], Starts(parlour));
        Assert.Equal(SchedulingErrors.TooSoon, engine.Propose(At(10), true).Error);
        Assert.Equal(SchedulingErrors.NotOnStep, engine.Propose(At(10.75), true).Error);
        Assert.Null(engine.Propose(At(10.75), requireOnStep: false).Error);
        Assert.Equal(SchedulingErrors.NotFree, engine.Propose(At(11.5), true).Error);
        Assert.Equal(SchedulingErrors.Closed, engine.Propose(At(12), true).Error);
        Assert.Equal(SchedulingErrors.TooFar, (parlour with { Rules = parlour.Rules with { LastDate = Sunday.PlusDays(-1) } }).Engine().Propose(At(11), true).Error);
    }

    [Fact]
    public void The_nearest_times_come_nearest_first() =>
        Assert.Equal(
            [At(10), At(11), At(9.5)],
            Branch(9, 13, Haircut, Person(1)).Engine().Nearest(At(10.4), 20).Select(s => s.Start).Where(s => s != At(10.5)).Take(3));

    [Theory, Trait("Proves", "R-12")]
    [InlineData("Europe/Berlin", "2026-10-25", "01:30 02:00 02:30 02:00 02:30 03:00")] // 02:00–03:00 happens twice
    [InlineData("Europe/Berlin", "2026-03-29", "01:30 03:00")] // 02:00–03:00 does not happen
    [InlineData("America/New_York", "2026-11-01", "01:00 01:30 01:00 01:30 02:00 02:30 03:00")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "01:00 01:30 01:30 02:00 02:30 03:00")] // half an hour twice
    [InlineData("Australia/Lord_Howe", "2026-10-04", "01:00 01:30 02:30 03:00")]
    public void When_the_clocks_change_every_time_that_happens_is_offered_once_and_no_other(string zoneId, string date, string expected)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value;
        var opens = expected.StartsWith("01:30", StringComparison.Ordinal) ? 90 : 60;
        var parlour = Branch(0, 24, Shape(active: 30), Person(1)) with { Zone = zone, Dates = new(day, day), Hours = new(Week.EveryDay(new DayHours(opens, 210))) };

        var slots = parlour.Engine().Days(parlour.Dates)[0].Slots;

        Assert.Equal(expected.Split(' '), slots.Select(s => Local(s.Start, zone)));
        Assert.Equal(slots.Count, slots.Select(s => s.Start).Distinct().Count());
    }

    private static IEnumerable<string> Starts(Parlour parlour) => parlour.Engine().Days(parlour.Dates).SelectMany(d => d.Slots).Select(s => Local(s.Start, parlour.Zone));

    private static string Local(Instant start, DateTimeZone zone) => start.InZone(zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static Proposal Propose(Parlour parlour, Instant start)
    {
        Assert.True(parlour.Engine().Propose(start, requireOnStep: true).TryGet(out var visit, out var error), error?.Code);
        return visit;
    }

    private static Parlour Branch(int opens, int closes, ServiceShape shape, params ParlourPerson[] people) =>
        new(Riyadh, new(Sunday, Sunday), new(Week.EveryDay(new DayHours(opens * 60, closes * 60))), people, [], Rules(30), Visit([shape], people));

    private static VisitRules Rules(int step) => new(step, Instant.MinValue.Plus(Duration.FromDays(1)), new(2099, 12, 31));

    private static VisitRequest Visit(ServiceShape[] shapes, params ParlourPerson[] people) => new([.. shapes.Select(s => Line(s, people))]);

    private static LineRequest Line(ServiceShape shape, params ParlourPerson[] people) => new(shape.Service, null, [.. people.Select(p => new Candidate(p.Id, shape))]);

    private static ServiceShape Shape(int active, int processing = 0, int finishing = 0, int buffer = 0) => new(Parlour.Service(1), 0, active, processing, finishing, buffer, []);

    private static ParlourPerson Person(int number, params Span[] claims) => new(Parlour.Staff(number), new(Week.EveryDay(new DayHours(0, 1440))), [], claims);

    private static ParlourUnit Unit(int number, params Span[] claims) => new(Parlour.Resource(1), number, Chair, claims);

    private static Span Taken(double from, double to) => new(At(from), At(to));

    private static Instant At(double hour) => Sunday.AtMidnight().InZoneStrictly(Riyadh).ToInstant() + Duration.FromHours(hour);
}
