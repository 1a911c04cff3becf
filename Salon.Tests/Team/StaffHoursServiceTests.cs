using Salon.Data;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;
using static NodaTime.IsoDayOfWeek;

namespace Salon.Tests.Team;

public sealed class StaffHoursServiceTests
{
    private static readonly LocalDate Today = new(2026, 12, 7);

    [Theory, BothDatabases]
    public async Task Her_week_has_split_shifts_breaks_and_nights(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        WeekRange[] week = [new(Thursday, new(600, 840)), new(Thursday, new(720, 750), IsBreak: true), new(Thursday, new(960, 1560))];
        var before = await FindAsync(world, salon);

        Assert.Null(await Service(world).SetWeekAsync(salon.Manager, salon.Sara, salon.Olaya, week, before.Version, default));
        Assert.Equal(DataErrors.ChangedMeanwhile, await Service(world).SetWeekAsync(salon.Manager, salon.Sara, salon.Olaya, [], before.Version, default));

        Assert.Equal(week, Assert.Single((await FindAsync(world, salon)).Weeks).Week);
    }

    [Theory, BothDatabases]
    public async Task She_is_not_at_two_branches_at_once_not_even_past_midnight(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var second = BranchId.New();
        Assert.Null(await world.Get<BranchService>().SaveAsync(salon.Manager, second, new(new("Second", ""), LocalizedText.Empty, "Asia/Riyadh", null, null, null), null, default));

        async Task<Error?> SetAsync(BranchId branch, params WeekRange[] week) =>
            await Service(world).SetWeekAsync(salon.Manager, salon.Sara, branch, week, (await FindAsync(world, salon)).Version, default);

        Assert.Null(await SetAsync(salon.Olaya, new WeekRange(Sunday, new(1200, 1500))));
        Assert.Equal("Team.AtAnotherBranch", (await SetAsync(second, new(Monday, new(30, 90)), new(Tuesday, new(600, 700))))!.Fields["Week.Monday"].Code);
        Assert.Null(await SetAsync(second, new WeekRange(Monday, new(60, 90))));
        Assert.Equal(2, (await FindAsync(world, salon)).Weeks.Count);
        Assert.Equal(TenancyErrors.UnknownBranch, await SetAsync(BranchId.New()));
    }

    [Theory, BothDatabases]
    public async Task Dates_differ_from_the_week_and_follow_it_again(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);

        async Task<int> VersionAsync() => (await FindAsync(world, salon)).Version;

        Assert.Null(await Service(world).SetOverrideAsync(salon.Manager, salon.Sara, salon.Olaya, new(Today, Today.PlusDays(1)), [], await VersionAsync(), default));
        Assert.Null(await Service(world).SetOverrideAsync(salon.Manager, salon.Sara, salon.Olaya, new(Today, Today), [new(600, 700)], await VersionAsync(), default));
        var overrides = (await FindAsync(world, salon)).Overrides;
        Assert.Equal([(Today, 1), (Today.PlusDays(1), 0)], overrides.Select(o => (o.Date, o.Hours.Count)));

        Assert.Null(await Service(world).RemoveOverrideAsync(salon.Manager, salon.Sara, salon.Olaya, new(Today, Today), await VersionAsync(), default));
        Assert.Single((await FindAsync(world, salon)).Overrides);
    }

    [Theory, BothDatabases]
    public async Task Time_off_is_entered_listed_until_it_is_over_and_taken_back(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var now = world.Clock.Now;
        var off = new TimeOffRow(RowId.New(), new(now, now + Duration.FromDays(2)), "  holiday ");

        Assert.Null(await Service(world).AddTimeOffAsync(salon.Manager, salon.Sara, off, (await FindAsync(world, salon)).Version, default));
        Assert.Equal(off with { Reason = "holiday" }, Assert.Single((await FindAsync(world, salon)).TimesOff));

        var backwards = off with { Id = RowId.New(), Span = new(now, now) };
        Assert.Equal(["Span"], (await Service(world).AddTimeOffAsync(salon.Manager, salon.Sara, backwards, (await FindAsync(world, salon)).Version, default))!.Fields.Keys);

        Assert.Equal(TeamErrors.UnknownTimeOff, await Service(world).RemoveTimeOffAsync(salon.Manager, salon.Sara, RowId.New(), (await FindAsync(world, salon)).Version, default));
        Assert.Null(await Service(world).RemoveTimeOffAsync(salon.Manager, salon.Sara, off.Id, (await FindAsync(world, salon)).Version, default));
        Assert.Empty((await FindAsync(world, salon)).TimesOff);
    }

    private static StaffHoursService Service(SalonWorld world) => world.Get<StaffHoursService>();

    private static async Task<StaffHoursForm> FindAsync(SalonWorld world, SmallSalon salon)
    {
        Assert.True((await Service(world).FindAsync(salon.Manager, salon.Sara, default)).TryGet(out var form, out var error), error?.Code);
        return form;
    }
}
