using Salon.Catalog;
using Salon.Data;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Scheduling;

public sealed class FreeTimesServiceTests
{
    private static readonly LocalDate Monday = new(2026, 12, 7); // the world's today; it is 09:00

    [Theory, BothDatabases]
    public async Task A_day_is_offered_from_the_lead_time_on_to_the_last_visit_that_ends_before_closing(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);

        var today = await DayAsync(world, Haircut(salon), Monday);

        Assert.Equal(At(10), today.Slots[0].Start);
        Assert.Equal(At(21.25), today.Slots[^1].Start);
        Assert.Equal(new HashSet<StaffId> { salon.Sara, salon.Huda }, [.. today.Slots[0].Staff]);
        Assert.Equal(46, today.Slots.Count);
    }

    [Theory, BothDatabases]
    public async Task Every_time_that_is_shown_is_accepted_and_the_database_takes_it(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        await ChangeAsync(world, salon, write => write.ServiceNeeds.Add(ServiceNeed.Of(salon.Id, salon.Color, salon.Chairs, Blocks.Active | Blocks.Finishing)));
        var visit = Ask(salon, salon.Color, salon.Haircut);

        var taken = 0;
        while ((await DayAsync(world, visit, Monday)).Slots is { Count: > 0 } slots)
        {
            foreach (var slot in slots)
            {
                var shown = await ProposeAsync(world, visit, slot.Start);
                Assert.Equal(slot.End, shown.End);
                Assert.Equal(slot.Staff, shown.Lines.Select(l => l.Staff));
            }
            await TakeAsync(world, salon, await ProposeAsync(world, visit, slots[slots.Count / 2].Start));
            taken++;
        }

        Assert.InRange(taken, 4, 8);
        Assert.Equal(DayState.Full, (await DayAsync(world, visit, Monday)).State);
    }

    [Theory, BothDatabases]
    public async Task One_statement_answers_for_a_day_as_for_two_months_however_many_people_there_are(Db db)
    {
        var statements = new StatementCounter();
        await using var world = await SalonWorld.StartAsync(db, statements.Listen);
        var salon = await SmallSalon.OpenAsync(world);
        var times = world.Get<FreeTimesService>();
        await times.AvailabilityAsync(Haircut(salon), new(Monday, Monday), default);
        statements.Take();

        await times.AvailabilityAsync(Haircut(salon), new(Monday, Monday), default);
        Assert.Equal(1, statements.Take());
        await times.AvailabilityAsync(Ask(salon, salon.Color, salon.Haircut, salon.Haircut), new(Monday, Monday.PlusDays(FreeTimesService.MaxDays - 1)), default);
        Assert.Equal(1, statements.Take());
        await times.ProposeAsync(Haircut(salon), At(12), default);
        Assert.Equal(1, statements.Take());
    }

    [Theory, BothDatabases]
    public async Task Holds_that_ran_out_and_visits_that_were_given_back_are_free_again(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var hers = Ask(salon, salon.Haircut) with { Lines = [new(salon.Haircut, salon.Sara)] };
        var span = new Span(At(12), At(13));
        await ChangeAsync(world, salon, write => write.Claims.Add(Claim.Take(salon.Id, null, ClaimKind.Person, salon.Sara.Value, 0, span, world.Clock.Now + Duration.FromMinutes(10))));

        Assert.Equal(SchedulingErrors.NotFree, await RefusalAsync(world, hers, At(12)));

        world.Clock.Advance(Duration.FromMinutes(10));

        Assert.Null(await RefusalAsync(world, hers, At(12)));
    }

    [Theory, BothDatabases]
    public async Task Time_off_counts_as_soon_as_it_is_entered(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var colour = Ask(salon, salon.Color); // Huda alone can
        Assert.Equal(DayState.Open, (await DayAsync(world, colour, Monday)).State);

        await ChangeAsync(world, salon, write => write.TimesOff.Add(TimeOff.For(salon.Id, salon.Huda, new(At(0), At(24)), "")));

        Assert.Equal(DayState.Closed, (await DayAsync(world, colour, Monday)).State);
        Assert.Equal(DayState.Open, (await DayAsync(world, colour, Monday.PlusDays(1))).State);
    }

    [Theory, BothDatabases]
    public async Task What_another_salon_or_another_persons_calendar_holds_is_no_hindrance(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var other = await SmallSalon.OpenAsync(world, "noor", "نور");
        await ChangeAsync(world, other, write => write.Claims.Add(Claim.Take(other.Id, null, ClaimKind.Person, salon.Sara.Value, 0, new(At(10), At(22)), null)));
        await ChangeAsync(world, salon, write => write.Claims.Add(Claim.Take(salon.Id, null, ClaimKind.Person, salon.Huda.Value, 0, new(At(10), At(22)), null)));

        var slot = (await DayAsync(world, Haircut(salon), Monday)).Slots[0];

        Assert.Equal([salon.Sara], slot.Staff);
        Assert.Equal(SchedulingErrors.UnknownBranch, await RefusalAsync(world, Haircut(salon) with { Branch = other.Olaya }, At(12)));
        Assert.Equal(SchedulingErrors.UnknownService, await RefusalAsync(world, Ask(salon, other.Haircut), At(12)));
    }

    [Theory, BothDatabases]
    public async Task The_desk_may_book_what_customers_may_not(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        await ChangeAsync(world, salon, write =>
        {
            write.Services.Attach(write.Services.Single(s => s.Id == salon.Haircut)).Entity.Change(
                salon.Hair, new("Haircut", "قص"), LocalizedText.Empty, new(0, 45, 0, 0, 5), new(11500, "SAR"), 1500, online: false);
        });
        var desk = Haircut(salon) with { Online = false };

        Assert.Equal(SchedulingErrors.UnknownService, await RefusalAsync(world, Haircut(salon), At(12)));
        Assert.Null(await RefusalAsync(world, desk, At(12) + Duration.FromMinutes(7))); // between the steps
        Assert.Null(await RefusalAsync(world, desk, At(12) + Duration.FromDays(364))); // beyond the horizon
        world.Clock.Advance(Duration.FromHours(4));
        Assert.Null(await RefusalAsync(world, desk, At(12.5))); // who came half an hour ago
        Assert.Equal(SchedulingErrors.TooSoon, await RefusalAsync(world, Ask(salon, salon.Color), At(12.5)));
    }

    [Theory, BothDatabases]
    public async Task A_time_that_was_shown_may_be_taken_for_a_few_minutes_although_the_lead_time_has_passed(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var first = (await DayAsync(world, Haircut(salon), Monday)).Slots[0].Start;
        var lead = Duration.FromMinutes(new BookingRules().LeadMinutes);

        world.Clock.Set(first - lead + FreeTimesService.TimeToChoose);
        Assert.DoesNotContain((await DayAsync(world, Haircut(salon), Monday)).Slots, slot => slot.Start == first);
        Assert.Null(await RefusalAsync(world, Haircut(salon), first));

        world.Clock.Set(first - lead + FreeTimesService.TimeToChoose + Duration.FromSeconds(1));
        Assert.Equal(SchedulingErrors.TooSoon, await RefusalAsync(world, Haircut(salon), first));
    }

    [Theory, BothDatabases]
    public async Task A_time_that_has_begun_is_nobody_s_to_take_online_however_short_the_lead_time(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        await ChangeAsync(world, salon, write =>
        {
            var organization = write.Organizations.Single(o => o.Id == salon.Id);
            organization.SetRules(organization.Rules with { LeadMinutes = 0 }, organization.Cancellation);
        });
        var first = (await DayAsync(world, Haircut(salon), Monday)).Slots[0].Start;

        world.Clock.Set(first);
        Assert.Null(await RefusalAsync(world, Haircut(salon), first));
        world.Clock.Set(first + Duration.FromSeconds(1));
        Assert.Equal(SchedulingErrors.TooSoon, await RefusalAsync(world, Haircut(salon), first));
    }

    [Theory, BothDatabases]
    public async Task Questions_that_make_no_sense_are_refused_by_name(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var times = world.Get<FreeTimesService>();

        Assert.Equal(SchedulingErrors.NoServices, await RefusalAsync(world, Ask(salon), At(12)));
        Assert.Equal(SchedulingErrors.TooManyServices, await RefusalAsync(world, Ask(salon, [.. Enumerable.Repeat(salon.Haircut, VisitRequest.MaxLines + 1)]), At(12)));
        Assert.Equal(SchedulingErrors.NotTogether, await RefusalAsync(world, Ask(salon, salon.Haircut, salon.Color) with { Together = true }, At(12)));
        Assert.Equal(SchedulingErrors.TooFar, await RefusalAsync(world, Haircut(salon), At(12) + Duration.FromDays(63)));
        Assert.Equal(SchedulingErrors.RangeTooLong, (await times.AvailabilityAsync(Haircut(salon), new(Monday, Monday.PlusDays(FreeTimesService.MaxDays)), default)).Error);
        Assert.Equal(SchedulingErrors.RangeTooLong, (await times.AvailabilityAsync(Haircut(salon), new(Monday, Monday.PlusDays(-1)), default)).Error);

        await ChangeAsync(world, salon, write => write.Organizations.Single(o => o.Id == salon.Id).Suspend("unpaid"));
        Assert.Equal(SchedulingErrors.UnknownBranch, await RefusalAsync(world, Haircut(salon), At(12)));
    }

    [Theory, BothDatabases]
    public async Task When_a_time_is_gone_the_nearest_others_are_named_even_far_ahead(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var times = world.Get<FreeTimesService>();
        var colour = Ask(salon, salon.Color);
        await ChangeAsync(world, salon, write =>
        {
            write.Claims.Add(Claim.Take(salon.Id, null, ClaimKind.Person, salon.Huda.Value, 0, new(At(12), At(16)), null));
        });

        Assert.True((await times.NearestAsync(colour, At(13), 3, default)).TryGet(out var near, out _));
        Assert.Equal([At(16.25), At(16.5), At(16.75)], near.Select(s => s.Start)); // at 16:00 there is no time to prepare

        await ChangeAsync(world, salon, write => write.TimesOff.Add(TimeOff.For(salon.Id, salon.Huda, new(At(0), At(0) + Duration.FromDays(20)), "")));
        Assert.True((await times.NearestAsync(colour, At(13), 1, default)).TryGet(out var later, out _));
        Assert.Equal(At(10.25) + Duration.FromDays(20), Assert.Single(later).Start);
    }

    private static VisitQuestion Haircut(SmallSalon salon) => Ask(salon, salon.Haircut);

    private static VisitQuestion Ask(SmallSalon salon, params ServiceId[] services) => new(salon.Id, salon.Olaya, [.. services.Select(s => new WantedLine(s))]);

    private static Instant At(double hour) => Monday.AtMidnight().InZoneStrictly(DateTimeZoneProviders.Tzdb["Asia/Riyadh"]).ToInstant() + Duration.FromHours(hour);

    private static async Task<DayTimes> DayAsync(SalonWorld world, VisitQuestion question, LocalDate date)
    {
        Assert.True((await world.Get<FreeTimesService>().AvailabilityAsync(question, new(date, date), default)).TryGet(out var found, out var error), error?.Code);
        return Assert.Single(found.Days);
    }

    private static async Task<Proposal> ProposeAsync(SalonWorld world, VisitQuestion question, Instant start)
    {
        Assert.True((await world.Get<FreeTimesService>().ProposeAsync(question, start, default)).TryGet(out var visit, out var error), error?.Code);
        return visit;
    }

    private static async Task<Error?> RefusalAsync(SalonWorld world, VisitQuestion question, Instant start) =>
        (await world.Get<FreeTimesService>().ProposeAsync(question, start, default)).Error;

    private static Task TakeAsync(SalonWorld world, SmallSalon salon, Proposal visit) => ChangeAsync(world, salon, write =>
    {
        foreach (var (subject, time) in visit.Lines.SelectMany(l => l.Claims))
            write.Claims.Add(Claim.Take(salon.Id, null, subject.IsPerson ? ClaimKind.Person : ClaimKind.Resource, subject.Id, subject.Unit, time, null));
    });

    private static async Task ChangeAsync(SalonWorld world, SmallSalon salon, Action<SalonDb> change)
    {
        await using var write = await world.Database.OpenForWriteAsync(salon.Id, default);
        change(write);
        Assert.Null(await write.CommitAsync(default));
    }
}
