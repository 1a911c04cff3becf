using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Tenancy;

public sealed class PlatformServiceTests
{
    private static readonly Actor Admin = new(default, UserId.New(), Role.PlatformAdmin);
    private static readonly OrganizationDraft Rose = new(" Rose-Room ", new("Rose Room", "غرفة الورد"), new("Jeddah", "جدة"), "SAR");

    [Theory, BothDatabases]
    public async Task The_operator_creates_suspends_and_resumes(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        await SmallSalon.OpenAsync(world);
        var (platform, directory) = (world.Get<PlatformService>(), world.Get<SalonDirectory>());
        var id = OrganizationId.New();

        Assert.Null(await platform.CreateAsync(Admin, id, Rose, default));
        Assert.Null(await platform.CreateAsync(Admin, id, Rose, default)); // the same click, arriving twice
        Assert.True((await directory.FindAsync("rose-room", default)).TryGet(out _, out _));

        Assert.Equal(TenancyErrors.ReasonNeeded, await platform.SuspendAsync(Admin, id, " ", default));
        Assert.Null(await platform.SuspendAsync(Admin, id, "No answer to two letters", default));
        Assert.Equal(TenancyErrors.UnknownSalon, (await directory.FindAsync("rose-room", default)).Error);
        Assert.Null(await platform.ResumeAsync(Admin, id, default));
        Assert.True((await directory.FindAsync("rose-room", default)).TryGet(out _, out _));

        Assert.True((await platform.ListAsync(Admin, new("ورد"), default)).TryGet(out var found, out _));
        Assert.Equal("rose-room", Assert.Single(found.Rows).Slug);
        Assert.True((await platform.ListAsync(Admin, new("LAM"), default)).TryGet(out var lamsa, out _));
        Assert.Equal((1, 2, 2), (lamsa.Rows.Single().Branches, lamsa.Rows.Single().Services, lamsa.Rows.Single().Staff));
    }

    [Theory, BothDatabases]
    public async Task Organizations_are_listed_by_page_state_and_order(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var platform = world.Get<PlatformService>();
        var ids = Enumerable.Range(0, PlatformService.PageSize + 2).Select(_ => OrganizationId.New()).ToList();
        foreach (var (n, id) in ids.Index()) Assert.Null(await platform.CreateAsync(Admin, id, Rose with { Slug = $"room-{n:00}" }, default));
        Assert.Null(await platform.SuspendAsync(Admin, ids[3], "unpaid", default));

        Assert.True((await platform.ListAsync(Admin, new(Order: OrganizationOrder.Address, Page: 2), default)).TryGet(out var second, out _));
        Assert.Equal((ids.Count, 2, 2), (second.Total, second.Page, second.Pages));
        Assert.Equal(["room-25", "room-26"], second.Rows.Select(r => r.Slug));
        Assert.True((await platform.ListAsync(Admin, new(Status: OrganizationStatus.Suspended, Page: 9), default)).TryGet(out var suspended, out _));
        Assert.Equal("room-03", Assert.Single(suspended.Rows).Slug); // a page that is not there is the last one
        Assert.True((await platform.NamesAsync(Admin, [ids[0], OrganizationId.New()], default)).TryGet(out var names, out _));
        Assert.Equal(Rose.Name, Assert.Single(names).Value);
    }

    [Theory, BothDatabases]
    public async Task A_taken_reserved_or_impossible_address_is_told_at_its_field(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        await SmallSalon.OpenAsync(world);
        var platform = world.Get<PlatformService>();

        async Task<string?> FaultAsync(OrganizationDraft draft, string field) =>
            (await platform.CreateAsync(Admin, OrganizationId.New(), draft, default))?.Fields.GetValueOrDefault(field)?.Code;

        Assert.Equal("Tenancy.SlugTaken", await FaultAsync(Rose with { Slug = "Lamsa" }, "Slug"));
        Assert.Equal("Tenancy.SlugReserved", await FaultAsync(Rose with { Slug = "admin" }, "Slug"));
        Assert.Equal("Tenancy.SlugForm", await FaultAsync(Rose with { Slug = "a b" }, "Slug"));
        Assert.Equal("Tenancy.UnknownCurrency", await FaultAsync(Rose with { Currency = "XXX" }, "Currency"));
        Assert.Equal("Form.NameMissing", await FaultAsync(Rose with { Name = default(LocalizedText) with { En = "", Ar = "" } }, "Name"));
    }

    [Theory, BothDatabases]
    public async Task Nobody_else_operates_the_platform(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var platform = world.Get<PlatformService>();

        foreach (var actor in (Actor[])[salon.Owner, salon.Manager, salon.Desk, Actor.Visitor(salon.Id, null)])
        {
            Assert.Equal(TenancyErrors.NotAllowed, (await platform.ListAsync(actor, new(), default)).Error);
            Assert.Equal(TenancyErrors.NotAllowed, await platform.CreateAsync(actor, OrganizationId.New(), Rose, default));
            Assert.Equal(TenancyErrors.NotAllowed, await platform.SuspendAsync(actor, salon.Id, "unpaid", default));
            Assert.Equal(TenancyErrors.NotAllowed, await platform.ResumeAsync(actor, salon.Id, default));
        }
    }
}
