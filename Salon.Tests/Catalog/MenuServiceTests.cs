using Microsoft.EntityFrameworkCore;
using Salon.Catalog;
using Salon.Data;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Catalog;

public sealed class MenuServiceTests
{
    [Theory, BothDatabases]
    public async Task A_new_service_stands_last_under_its_heading_with_its_needs_and_finds_the_salon(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var id = ServiceId.New();
        var draft = Draft(salon) with { Name = new(" Balayage ", "بالياج"), Needs = [new(salon.Chairs, Blocks.Active | Blocks.Finishing)] };

        Assert.Null(await Menu(world).SaveAsync(salon.Manager, id, draft, null, default));
        Assert.Null(await Menu(world).SaveAsync(salon.Manager, id, draft with { Name = new("Other", "") }, null, default)); // the same click, arriving twice

        var form = await FindAsync(world, salon, id);
        Assert.Equal(("Balayage", draft.Time, draft.Price, 500, false), (form.Draft.Name.En, form.Draft.Time, form.Draft.Price, form.Draft.VatBasisPoints, form.Draft.Online));
        Assert.Equal(draft.Needs, form.Draft.Needs);
        Assert.Equal([salon.Haircut, salon.Color, id], (await ListAsync(world, salon)).Categories.Single().Services.Select(s => s.Id));
        Assert.Single(await world.Get<SalonDirectory>().SearchAsync("بالياج", null, default));
    }

    [Theory, BothDatabases]
    public async Task A_changed_service_keeps_one_editor_from_overwriting_another(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var form = await FindAsync(world, salon, salon.Haircut);

        var cheaper = form.Draft with { Price = new(10000, "SAR"), Needs = [new(salon.Chairs, Blocks.All)] };
        Assert.Null(await Menu(world).SaveAsync(salon.Manager, salon.Haircut, cheaper, form.Version, default));
        Assert.Equal(DataErrors.ChangedMeanwhile, await Menu(world).SaveAsync(salon.Owner, salon.Haircut, form.Draft, form.Version, default));

        var saved = await FindAsync(world, salon, salon.Haircut);
        Assert.Equal(10000, saved.Draft.Price.Minor);
        Assert.Null(await Menu(world).SaveAsync(salon.Manager, salon.Haircut, cheaper with { Needs = [new(salon.Chairs, Blocks.Active)] }, saved.Version, default));
        Assert.Equal(Blocks.Active, (await FindAsync(world, salon, salon.Haircut)).Draft.Needs.Single().Blocks);
    }

    [Theory, BothDatabases]
    public async Task A_retired_service_does_not_find_the_salon_until_it_is_restored(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var directory = world.Get<SalonDirectory>();

        Assert.Null(await Menu(world).RetireAsync(salon.Manager, salon.Color, default));
        Assert.Empty(await directory.SearchAsync("صبغة", null, default));
        Assert.Single(await directory.SearchAsync("haircut", null, default));
        Assert.Equal([true, false], (await ListAsync(world, salon)).Categories.Single().Services.Select(s => s.Active));

        Assert.Null(await Menu(world).RestoreAsync(salon.Manager, salon.Color, default));
        Assert.Single(await directory.SearchAsync("صبغة", null, default));
    }

    [Theory, BothDatabases]
    public async Task Services_are_put_in_order_without_disturbing_an_editor(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var form = await FindAsync(world, salon, salon.Haircut);

        Assert.Null(await Menu(world).ReorderAsync(salon.Manager, salon.Hair, [salon.Color, salon.Color, ServiceId.New()], default));
        Assert.Equal([salon.Color, salon.Haircut], (await ListAsync(world, salon)).Categories.Single().Services.Select(s => s.Id));

        Assert.Null(await Menu(world).SaveAsync(salon.Manager, salon.Haircut, form.Draft, form.Version, default));
    }

    [Theory, BothDatabases]
    public async Task What_is_wrong_is_told_at_its_field(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);

        async Task<IEnumerable<string>> FaultsAsync(ServiceDraft draft) =>
            (await Menu(world).SaveAsync(salon.Manager, ServiceId.New(), draft, null, default))?.Fields.Keys.Order() ?? Enumerable.Empty<string>();

        var wrong = Draft(salon) with { Name = new("", " "), Time = new(-1, 0, 721, 0, 241), Price = new(-1, "SAR"), VatBasisPoints = 10_001, Needs = [new(salon.Chairs, Blocks.None)] };
        Assert.Equal(["Name", "Needs", "Price", "Time.Active", "Time.Before", "Time.Buffer", "Time.Processing", "VatBasisPoints"], await FaultsAsync(wrong));
        Assert.Equal(["Price"], await FaultsAsync(Draft(salon) with { Price = new(100, "KWD") }));
        Assert.Equal(["Category"], await FaultsAsync(Draft(salon) with { Category = CategoryId.New() }));
        Assert.Equal(["Needs"], await FaultsAsync(Draft(salon) with { Needs = [new(ResourceTypeId.New(), Blocks.All)] }));
        Assert.Equal(["Needs"], await FaultsAsync(Draft(salon) with { Needs = [new(salon.Chairs, Blocks.All), new(salon.Chairs, Blocks.Active)] }));
        Assert.Equal(["Time.Active"], await FaultsAsync(Draft(salon) with { Time = new(0, 720, 720, 1, 0) }));
    }

    [Theory, BothDatabases]
    public async Task A_service_has_fees_of_its_own_which_the_log_tells_and_the_database_checks(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var form = await FindAsync(world, salon, salon.Haircut);
        var draft = form.Draft with { Fees = new(Share.Percent(25), Share.None), FreeUntilHours = 48 };

        foreach (var (wrong, field) in ((ServiceDraft, string)[])
            [(draft with { Fees = new(Share.Percent(0), null) }, "LateFee"), (draft with { Fees = new(null, Share.Amount(11501)) }, "NoShowFee"), (draft with { FreeUntilHours = 337 }, "FreeUntilHours")])
            Assert.Equal([field], (await Menu(world).SaveAsync(salon.Manager, salon.Haircut, wrong, form.Version, default))!.Fields.Keys);
        Assert.Null(await Menu(world).SaveAsync(salon.Manager, salon.Haircut, draft, form.Version, default));

        var saved = await FindAsync(world, salon, salon.Haircut);
        Assert.Equal((draft.Fees, 48), (saved.Draft.Fees, saved.Draft.FreeUntilHours!.Value));
        await using (var read = await world.Database.OpenAsync(salon.Id, default))
        {
            var told = (await read.AuditEntries.SingleAsync()).Changes.Select(c => c.Field);
            Assert.Equal(["FreeUntilHours", "LateFeeKind", "LateFeeValue", "NoShowFeeKind", "NoShowFeeValue"], told.Order());
        }

        foreach (var sql in (FormattableString[])
            [$"UPDATE services SET late_fee_value = NULL", $"UPDATE services SET late_fee_value = 101", $"UPDATE services SET no_show_fee_kind = 3", $"UPDATE services SET no_show_fee_value = 5", $"UPDATE services SET free_until_hours = 337"])
        {
            await using var write = await world.Database.OpenForWriteAsync(salon.Id, default);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => write.Database.ExecuteSqlAsync(sql));
        }

        Assert.Null(await Menu(world).SaveAsync(salon.Manager, salon.Haircut, saved.Draft with { Fees = OwnFees.AsUsual, FreeUntilHours = null }, saved.Version, default));
        Assert.Equal(OwnFees.AsUsual, (await FindAsync(world, salon, salon.Haircut)).Draft.Fees);
    }

    [Theory, BothDatabases]
    public async Task Only_managers_and_owners_of_this_salon_edit_its_menu(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var noor = await SmallSalon.OpenAsync(world, "noor", "نور");

        foreach (var actor in (Actor[])[salon.Desk, salon.Stylist, Actor.Visitor(salon.Id, null), new(salon.Id, UserId.New(), Role.Customer)])
        {
            Assert.Equal(CatalogErrors.NotAllowed, (await Menu(world).ListAsync(actor, default)).Error);
            Assert.Equal(CatalogErrors.NotAllowed, (await Menu(world).FindAsync(actor, salon.Haircut, default)).Error);
            Assert.Equal(CatalogErrors.NotAllowed, await Menu(world).SaveAsync(actor, ServiceId.New(), Draft(salon), null, default));
            Assert.Equal(CatalogErrors.NotAllowed, await Menu(world).RetireAsync(actor, salon.Haircut, default));
            Assert.Equal(CatalogErrors.NotAllowed, await world.Get<CategoryService>().SaveAsync(actor, CategoryId.New(), new(new("X", ""), null), null, default));
        }

        Assert.Equal(CatalogErrors.UnknownService, (await Menu(world).FindAsync(noor.Owner, salon.Haircut, default)).Error);
        Assert.Equal(CatalogErrors.UnknownService, await Menu(world).SaveAsync(noor.Owner, salon.Haircut, Draft(noor), 0, default));
        Assert.Equal(CatalogErrors.UnknownService, await Menu(world).RetireAsync(noor.Owner, salon.Haircut, default));
        Assert.Equal(["Category"], (await Menu(world).SaveAsync(noor.Owner, ServiceId.New(), Draft(salon) with { Needs = [] }, null, default))!.Fields.Keys);
    }

    [Theory, BothDatabases]
    public async Task A_heading_is_added_renamed_moved_and_removed_only_when_empty(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var headings = world.Get<CategoryService>();
        var nails = CategoryId.New();

        Assert.Null(await headings.SaveAsync(salon.Manager, nails, new(new("Nails", "الأظافر"), "nails"), null, default));
        Assert.Null(await headings.ReorderAsync(salon.Manager, [nails], default));
        Assert.Equal([nails, salon.Hair], (await ListAsync(world, salon)).Categories.Select(c => c.Id));
        Assert.Null(await headings.SaveAsync(salon.Manager, nails, new(new("Nails & hands", ""), "nails"), 0, default));
        Assert.Equal(DataErrors.ChangedMeanwhile, await headings.SaveAsync(salon.Manager, nails, new(new("Nails", ""), null), 0, default));
        Assert.Equal(CatalogErrors.CategoryInUse(2), await headings.RemoveAsync(salon.Manager, salon.Hair, default));
        Assert.Null(await headings.RemoveAsync(salon.Manager, nails, default));
        Assert.Equal([salon.Hair], (await ListAsync(world, salon)).Categories.Select(c => c.Id));
    }

    [Theory, BothDatabases]
    public async Task Two_services_saved_at_once_both_find_the_salon(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);

        var names = Enumerable.Range(0, 8).Select(i => $"{(char)('b' + i)}arara{(char)('k' + i)}").ToList();
        var saved = await Task.WhenAll(names.Select(n => Menu(world).SaveAsync(salon.Manager, ServiceId.New(), Draft(salon) with { Name = new(n, "") }, null, default)));

        Assert.All(saved, Assert.Null);
        foreach (var name in names) Assert.Single(await world.Get<SalonDirectory>().SearchAsync(name, null, default));
    }

    private static MenuService Menu(SalonWorld world) => world.Get<MenuService>();

    private static ServiceDraft Draft(SmallSalon salon) =>
        new(salon.Hair, new("Blow dry", "استشوار"), LocalizedText.Empty, new(0, 30, 0, 0, 5), new(8000, "SAR"), 500, Online: false, []);

    private static async Task<MenuBoard> ListAsync(SalonWorld world, SmallSalon salon)
    {
        Assert.True((await Menu(world).ListAsync(salon.Manager, default)).TryGet(out var board, out var error), error?.Code);
        return board;
    }

    private static async Task<ServiceForm> FindAsync(SalonWorld world, SmallSalon salon, ServiceId id)
    {
        Assert.True((await Menu(world).FindAsync(salon.Manager, id, default)).TryGet(out var form, out var error), error?.Code);
        return form;
    }
}
