using Salon.Data;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Scheduling;

/// <summary>Where the desk begins: a branch by day from ten to ten, and one in the evening from four to two.</summary>
public sealed class WorkplacesTests
{
    private static readonly BranchId Night = BranchId.New();

    [Theory, BothDatabases]
    public async Task The_desk_begins_at_the_branch_that_is_open_or_opens_next(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world);

        foreach (var (hour, minute, day, where) in ((int, int, int, BranchId)[])
            [(9, 0, 1, shop.Branch), (17, 0, 1, shop.Branch), (23, 0, 1, Night), (1, 59, 2, Night), (2, 30, 2, shop.Branch)])
        {
            world.Clock.Set(Shop.At(hour, minute, day));
            Assert.Equal(where, await world.Get<Workplaces>().NowAsync(shop.Desk, [shop.Branch, Night], null, [], default));
        }

        Assert.Equal(Night, await world.Get<Workplaces>().NowAsync(shop.Desk, [Night], null, [], default));
        Assert.Null(await world.Get<Workplaces>().NowAsync(shop.Desk, [], null, [], default));
    }

    [Theory, BothDatabases]
    public async Task Her_day_begins_where_she_works_now_or_next(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world);

        foreach (var (hour, minute, day, where) in ((int, int, int, BranchId)[])
            [(9, 0, 1, shop.Branch), (13, 0, 1, shop.Branch), (14, 30, 1, Night), (17, 0, 1, Night), (1, 30, 2, Night), (2, 30, 2, shop.Branch)])
        {
            world.Clock.Set(Shop.At(hour, minute, day));
            Assert.Equal(where, await world.Get<Workplaces>().NowAsync(shop.Desk, [shop.Branch, Night], shop.Sara, [], default));
        }
    }

    [Theory, BothDatabases]
    public async Task On_a_day_off_her_calendar_begins_where_she_works_next(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world, (data, shop) => data.TimesOff.Add(TimeOff.For(shop.Id, shop.Sara, new(Shop.At(9), Shop.At(15)), "")));
        world.Clock.Set(Shop.At(11));

        Assert.Equal(Night, await world.Get<Workplaces>().NowAsync(shop.Desk, [shop.Branch, Night], shop.Sara, [], default));
    }

    [Theory, BothDatabases]
    public async Task What_was_chosen_before_counts_but_where_she_is_at_work_counts_more(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world);
        var places = world.Get<Workplaces>();
        BranchId[] both = [shop.Branch, Night];
        world.Clock.Set(Shop.At(13));

        Assert.Equal(Night, await places.NowAsync(shop.Desk, both, null, [null, Night, shop.Branch], default));
        Assert.Equal(shop.Branch, await places.NowAsync(shop.Desk, both, null, [BranchId.New()], default)); // closed for good meanwhile
        Assert.Equal(shop.Branch, await places.NowAsync(shop.Desk, both, shop.Sara, [Night], default));
        world.Clock.Set(Shop.At(9));
        Assert.Equal(Night, await places.NowAsync(shop.Desk, both, shop.Sara, [Night], default));
    }

    private static Task<Shop> OpenAsync(SalonWorld world, Action<SalonDb, Shop>? also = null) => Shop.OpenAsync(world, people: 1, also: (data, shop) =>
    {
        data.Branches.Add(Branch.Open(shop.Id, Night, new("Night", "الليل"), new("Road", "طريق"), "Asia/Riyadh", "SAR", 1));
        data.Staff.Add(StaffMember.Hire(shop.Id, shop.Sara, new("Sara", "سارة"), LocalizedText.Empty, null, 1));
        foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None))
        {
            data.BranchHours.Add(BranchHours.On(shop.Id, Night, day, new(960, 1560)));
            data.StaffHours.Add(StaffHours.On(shop.Id, shop.Sara, shop.Branch, day, new(600, 840))); // until two
            data.StaffHours.Add(StaffHours.On(shop.Id, shop.Sara, Night, day, new(960, 1560)));
        }

        also?.Invoke(data, shop);
    });
}
