using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Catalog;
using Salon.Reporting;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Reporting;

public sealed class FirstRunTests
{
    private static readonly OrganizationDraft Draft = new("jasmine", new("Jasmine", "ياسمين"), new("Jeddah", "جدة"), "SAR");

    [Theory, BothDatabases]
    public async Task A_new_owner_has_a_bookable_salon_when_every_line_of_the_list_is_put_right(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var user = await RegisterAsync(world);
        var id = OrganizationId.New();
        Assert.True((await world.Get<SignUpService>().OpenAsync(user, null, id, Draft, default)).TryGet(out var slug, out _));
        Assert.Equal("jasmine", slug);
        var owner = await world.Get<ActorService>().ForUserAsync(user, id, default);
        Assert.Equal(Role.Owner, owner.Role);

        async Task<SalonReadiness> LookAsync() => (await world.Get<ReadinessQueries>().ReadAsync(owner, default)).TryGet(out var found, out var refusal) ? found : throw new InvalidOperationException(refusal.Code);
        static string[] Blocking(SalonReadiness readiness) => [.. readiness.Items.Where(i => i.Blocks).Select(i => i.Code)];

        var first = await LookAsync();
        Assert.Equal(["NoServices", "NoTeam"], Blocking(first));
        Assert.Equal((false, "headings/new"), (first.IsBookable, first.Items[0].Path));
        Assert.Contains(first.Items, i => i is { Code: "ClosedOnDay", Day: IsoDayOfWeek.Friday, Blocks: false });

        var (heading, service, person) = (CategoryId.New(), ServiceId.New(), StaffId.New());
        Assert.Null(await world.Get<CategoryService>().SaveAsync(owner, heading, new(new("Hair", "شعر"), null), null, default));
        Assert.Null(await world.Get<MenuService>().SaveAsync(owner, service, new(heading, new("Cut", "قص"), LocalizedText.Empty, new(0, 30, 0, 0, 0), new(9000, "SAR"), 1500, true, []), null, default));
        Assert.Equal(["NoTeam"], Blocking(await LookAsync()));

        Assert.Null(await world.Get<TeamService>().SaveAsync(owner, person, new(new("Lina", "لينا"), LocalizedText.Empty, null, true, []), null, default));
        Assert.Equal(["ServiceWithoutStaff", "PersonWithoutHours", "PersonWithoutSkills"], Blocking(await LookAsync()));

        Assert.Null(await world.Get<TeamService>().SetPerformersAsync(owner, service, [person], default));
        await using (var read = await world.Database.OpenAsync(id, default))
        {
            var version = await read.Staff.Where(s => s.Id == person).Select(s => s.Version).SingleAsync();
            var branch = await read.Branches.Select(b => b.Id).SingleAsync();
            Assert.Null(await world.Get<StaffHoursService>().SetWeekAsync(owner, person, branch, [new(IsoDayOfWeek.Sunday, new(600, 1200))], version, default));
        }

        var last = await LookAsync();
        Assert.Empty(Blocking(last));
        Assert.Equal((true, last.Steps), (last.IsBookable, last.Done));
    }

    [Theory, BothDatabases]
    public async Task The_same_click_twice_opens_one_salon_and_nobody_opens_more_than_three(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var user = await RegisterAsync(world);
        var (service, id) = (world.Get<SignUpService>(), OrganizationId.New());

        Assert.Null((await service.OpenAsync(user, null, id, Draft, default)).Error);
        Assert.Null((await service.OpenAsync(user, null, id, Draft, default)).Error);
        Assert.Equal("Tenancy.SlugTaken", (await service.OpenAsync(user, null, OrganizationId.New(), Draft, default)).Error?.Fields["Slug"].Code);
        Assert.Equal("Tenancy.SlugReserved", (await service.OpenAsync(user, null, OrganizationId.New(), Draft with { Slug = "admin" }, default)).Error?.Fields["Slug"].Code);
        Assert.Null((await service.OpenAsync(user, null, OrganizationId.New(), Draft with { Slug = "second" }, default)).Error);
        Assert.Null((await service.OpenAsync(user, null, OrganizationId.New(), Draft with { Slug = "third" }, default)).Error);
        Assert.Equal(AccountsErrors.EnoughSalons(3), (await service.OpenAsync(user, null, OrganizationId.New(), Draft with { Slug = "fourth" }, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task The_list_is_for_those_who_can_put_things_right(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);

        Assert.Equal(ReportErrors.NotAllowed, (await world.Get<ReadinessQueries>().ReadAsync(salon.Desk, default)).Error);
        Assert.True((await world.Get<ReadinessQueries>().ReadAsync(salon.Manager, default)).TryGet(out var found, out _));
        Assert.True(found.IsBookable);
    }

    private static async Task<UserId> RegisterAsync(SalonWorld world)
    {
        await using var db = await world.Database.OpenForWriteAcrossAsync(default);
        var user = User.Register(PhoneNumber.FromStored("+966500000222"), "ar", world.Clock.Now, "Amal");
        db.Users.Add(user);
        Assert.Null(await db.CommitAsync(default));
        return user.Id;
    }
}
