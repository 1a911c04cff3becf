using Salon.Data;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Tenancy;

public sealed class BranchServiceTests
{
    private static readonly BranchDraft Jeddah = new(new("Tahlia", "التحلية"), new("Tahlia St", ""), "Asia/Riyadh", null, 21.54, 39.15);

    [Theory, BothDatabases]
    public async Task A_branch_is_opened_changed_closed_and_reopened(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var service = world.Get<BranchService>();
        var id = BranchId.New();

        Assert.Null(await service.SaveAsync(salon.Manager, id, Jeddah, null, default));
        Assert.Null(await service.SaveAsync(salon.Manager, id, Jeddah, null, default)); // the same click, arriving twice
        var form = await FindAsync(world, salon.Manager, id);
        Assert.Equal((Jeddah, "SAR", true, false), (form.Draft, form.Currency, form.Active, form.ZoneFixed));

        Assert.Null(await service.SaveAsync(salon.Manager, id, Jeddah with { ZoneId = "Asia/Dubai" }, form.Version, default));
        Assert.Equal(DataErrors.ChangedMeanwhile, await service.SaveAsync(salon.Manager, id, Jeddah, form.Version, default));
        Assert.Equal("Asia/Dubai", (await FindAsync(world, salon.Manager, id)).Draft.ZoneId);

        Assert.Null(await service.CloseAsync(salon.Manager, id, default));
        Assert.Equal(TenancyErrors.LastBranch, await service.CloseAsync(salon.Manager, salon.Olaya, default));
        Assert.True((await service.ListAsync(salon.Stylist, default)).TryGet(out var list, out _));
        Assert.Equal([(salon.Olaya, true), (id, false)], list.Select(b => (b.Id, b.Active)));
        Assert.Null(await service.ReopenAsync(salon.Manager, id, default));
    }

    [Theory, BothDatabases]
    public async Task What_is_wrong_is_told_at_its_field_and_nothing_is_kept(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var wrong = new BranchDraft(new(" ", ""), LocalizedText.Empty, "Mars/Olympus", null, 91, null);

        var refusal = await world.Get<BranchService>().SaveAsync(salon.Owner, BranchId.New(), wrong, null, default);

        Assert.Equal(["Latitude", "Name", "ZoneId"], refusal!.Fields.Keys.Order());
        Assert.True((await world.Get<BranchService>().ListAsync(salon.Owner, default)).TryGet(out var list, out _));
        Assert.Single(list);
    }

    [Theory, BothDatabases]
    public async Task Desk_and_stylists_read_the_list_and_change_nothing_and_other_salons_see_nothing(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var noor = await SmallSalon.OpenAsync(world, "noor", "نور");
        var (service, hours) = (world.Get<BranchService>(), world.Get<BranchHoursService>());

        foreach (var actor in (Actor[])[salon.Desk, salon.Stylist, Actor.Visitor(salon.Id, null)])
        {
            Assert.Equal(TenancyErrors.NotAllowed, await service.SaveAsync(actor, salon.Olaya, Jeddah, 0, default));
            Assert.Equal(TenancyErrors.NotAllowed, await service.CloseAsync(actor, salon.Olaya, default));
            Assert.Equal(TenancyErrors.NotAllowed, await hours.SetWeekAsync(actor, salon.Olaya, [], 0, default));
            Assert.Equal(TenancyErrors.NotAllowed, (await hours.FindAsync(actor, salon.Olaya, default)).Error);
        }

        Assert.Equal(TenancyErrors.UnknownBranch, (await service.FindAsync(noor.Owner, salon.Olaya, default)).Error);
        Assert.Equal(TenancyErrors.UnknownBranch, await service.SaveAsync(noor.Owner, salon.Olaya, Jeddah, 0, default));
        Assert.Equal(TenancyErrors.UnknownBranch, await hours.SetWeekAsync(noor.Owner, salon.Olaya, [], 0, default));
        Assert.Equal(TenancyErrors.UnknownBranch, await service.CloseAsync(noor.Owner, salon.Olaya, default));
    }

    private static async Task<BranchForm> FindAsync(SalonWorld world, Actor actor, BranchId id)
    {
        Assert.True((await world.Get<BranchService>().FindAsync(actor, id, default)).TryGet(out var form, out var error), error?.Code);
        return form;
    }
}
