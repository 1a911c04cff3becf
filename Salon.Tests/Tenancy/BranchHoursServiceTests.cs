using Salon.Data;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Tenancy;

public sealed class BranchHoursServiceTests
{
    private static readonly LocalDate Monday = new(2026, 12, 7);
    private static readonly DayHours Night = new(20 * 60, 26 * 60);

    [Theory, BothDatabases]
    public async Task A_week_is_replaced_whole_and_may_reach_past_midnight(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var before = await FindAsync(world, salon);
        WeekRange[] week = [new(IsoDayOfWeek.Thursday, new(10 * 60, 14 * 60)), new(IsoDayOfWeek.Thursday, new(16 * 60, 26 * 60))];

        Assert.Null(await Service(world).SetWeekAsync(salon.Manager, salon.Olaya, week, before.Version, default));
        Assert.Equal(DataErrors.ChangedMeanwhile, await Service(world).SetWeekAsync(salon.Manager, salon.Olaya, [], before.Version, default));

        Assert.Equal(6, before.Week.Count);
        Assert.Equal(week, (await FindAsync(world, salon)).Week);
    }

    [Theory, BothDatabases]
    public async Task A_season_has_its_own_week_is_replaced_by_its_id_and_overlaps_no_other(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var ramadan = new SeasonForm(RowId.New(), new("Ramadan", "رمضان"), new(Monday, Monday.PlusDays(29)), [new(IsoDayOfWeek.Monday, Night)]);

        Assert.Null(await Service(world).SetSeasonAsync(salon.Manager, salon.Olaya, ramadan, await VersionAsync(world, salon), default));
        var longer = ramadan with { Dates = new(Monday, Monday.PlusDays(30)), Week = [new(IsoDayOfWeek.Monday, Night), new(IsoDayOfWeek.Tuesday, Night)] };
        Assert.Null(await Service(world).SetSeasonAsync(salon.Manager, salon.Olaya, longer, await VersionAsync(world, salon), default));
        var other = ramadan with { Id = RowId.New(), Dates = new(Monday.PlusDays(30), Monday.PlusDays(31)) };
        var refusal = await Service(world).SetSeasonAsync(salon.Manager, salon.Olaya, other, await VersionAsync(world, salon), default);

        Assert.Equal("Tenancy.SeasonsOverlap", refusal!.Fields["Dates"].Code);
        var form = await FindAsync(world, salon);
        var season = Assert.Single(form.Seasons);
        Assert.Equal((longer.Dates, 2), (season.Dates, season.Week.Count));
        Assert.Equal(6, form.Week.Count);

        Assert.Null(await Service(world).RemoveSeasonAsync(salon.Manager, salon.Olaya, ramadan.Id, form.Version, default));
        Assert.Empty((await FindAsync(world, salon)).Seasons);
        Assert.Equal(6, (await FindAsync(world, salon)).Week.Count);
    }

    [Theory, BothDatabases]
    public async Task Dates_are_closed_given_other_hours_and_given_back_to_the_week(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var note = new LocalizedText("National Day", "اليوم الوطني");

        Assert.Null(await Service(world).SetExceptionAsync(salon.Manager, salon.Olaya, new(Monday, Monday.PlusDays(2)), [], note, await VersionAsync(world, salon), default));
        Assert.Null(await Service(world).SetExceptionAsync(
            salon.Manager, salon.Olaya, new(Monday.PlusDays(1), Monday.PlusDays(1)), [new(600, 720), Night], note, await VersionAsync(world, salon), default));
        Assert.Null(await Service(world).RemoveExceptionsAsync(salon.Manager, salon.Olaya, new(Monday, Monday), await VersionAsync(world, salon), default));

        var exceptions = (await FindAsync(world, salon)).Exceptions;
        Assert.Equal([Monday.PlusDays(1), Monday.PlusDays(2)], exceptions.Select(e => e.Date));
        Assert.Equal([new(600, 720), Night], exceptions[0].Hours);
        Assert.Empty(exceptions[1].Hours);
        Assert.Equal(note, exceptions[1].Note);
    }

    [Theory, BothDatabases]
    public async Task Impossible_dates_and_hours_are_told_at_their_field(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var version = await VersionAsync(world, salon);

        var backwards = await Service(world).SetExceptionAsync(salon.Manager, salon.Olaya, new(Monday, Monday.PlusDays(-1)), [], default, version, default);
        var forEver = await Service(world).SetExceptionAsync(salon.Manager, salon.Olaya, new(Monday, LocalDate.MaxIsoValue), [new(10, 5)], default, version, default);

        Assert.Equal(["Dates"], backwards!.Fields.Keys);
        Assert.Equal(["Dates", "Hours"], forEver!.Fields.Keys.Order());
    }

    private static BranchHoursService Service(SalonWorld world) => world.Get<BranchHoursService>();

    private static async Task<int> VersionAsync(SalonWorld world, SmallSalon salon) => (await FindAsync(world, salon)).Version;

    private static async Task<BranchHoursForm> FindAsync(SalonWorld world, SmallSalon salon)
    {
        Assert.True((await Service(world).FindAsync(salon.Manager, salon.Olaya, default)).TryGet(out var form, out var error), error?.Code);
        return form;
    }
}
