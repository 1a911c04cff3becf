using Microsoft.EntityFrameworkCore;
using Salon.Catalog;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Tenancy;

public sealed class PublicReadingTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly OrganizationId lamsa = OrganizationId.New();
    private readonly ServiceId cut = ServiceId.New();
    private readonly ServiceId colour = ServiceId.New();
    private readonly StaffId sara = StaffId.New();
    private readonly StaffId nouf = StaffId.New();

    [Theory, BothDatabases]
    public async Task A_salon_is_found_in_either_script_and_by_its_city(Db db)
    {
        await using var world = await WorldAsync(db);
        var directory = world.Get<SalonDirectory>();

        Assert.Equal("lamsa", Assert.Single(await directory.SearchAsync("لمسه", null, Never)).Slug);
        Assert.Equal("lamsa", Assert.Single(await directory.SearchAsync("LAMSA", "Riyadh", Never)).Slug);
        Assert.Empty(await directory.SearchAsync("lamsa", "Jeddah", Never));
        Assert.Equal("Riyadh", Assert.Single(await directory.CitiesAsync(Never)).En);
    }

    [Theory, BothDatabases]
    public async Task A_suspended_salon_is_nowhere(Db db)
    {
        await using var world = await WorldAsync(db);
        await using (var write = await world.Database.OpenForWriteAsync(lamsa, Never))
        {
            (await write.Organizations.FindAsync([lamsa], Never))!.Suspend("unpaid");
            Assert.Null(await write.CommitAsync(Never));
        }

        var directory = world.Get<SalonDirectory>();

        Assert.Empty(await directory.SearchAsync("", null, Never));
        Assert.Empty(await directory.SlugsAsync(Never));
        Assert.Equal(TenancyErrors.UnknownSalon, (await directory.FindAsync("lamsa", Never)).Error);
    }

    [Theory, BothDatabases]
    public async Task The_menu_shows_what_is_sold_online_under_headings_that_are_not_empty(Db db)
    {
        await using var world = await WorldAsync(db);

        var group = Assert.Single(await world.Get<PublicMenu>().ReadAsync(lamsa, Never));

        Assert.Equal(["Cut", "Colour"], group.Items.Select(i => i.Name.En));
        Assert.Equal((60, 0), (group.Items[0].Minutes, group.Items[0].Waits));
        Assert.Equal((120, 45), (group.Items[1].Minutes, group.Items[1].Waits));
    }

    [Theory, BothDatabases]
    public async Task What_goes_with_the_chosen_services_is_suggested_once_and_only_if_it_is_sold_online(Db db)
    {
        await using var world = await WorldAsync(db);
        var menu = world.Get<PublicMenu>();
        await using (var write = await world.Database.OpenForWriteAsync(lamsa, Never))
        {
            var hidden = await write.Services.SingleAsync(s => !s.Online, Never);
            write.ServiceAddOns.AddRange(ServiceAddOn.Of(lamsa, cut, colour), ServiceAddOn.Of(lamsa, cut, hidden.Id), ServiceAddOn.Of(lamsa, colour, cut));
            Assert.Null(await write.CommitAsync(Never));
        }

        Assert.Equal("Colour", Assert.Single(await menu.AddOnsAsync(lamsa, [cut], null, Never)).Name.En);
        Assert.Equal("Cut", Assert.Single(await menu.AddOnsAsync(lamsa, [colour], null, Never)).Name.En);
        Assert.Empty(await menu.AddOnsAsync(lamsa, [cut, colour], null, Never));
        Assert.Empty(await menu.AddOnsAsync(OrganizationId.New(), [cut], null, Never));
    }

    [Theory, BothDatabases]
    public async Task A_visit_is_quoted_at_the_least_price_for_anyone_and_at_her_own_for_one_person(Db db)
    {
        await using var world = await WorldAsync(db);
        var team = world.Get<PublicTeam>();

        Assert.True((await team.QuoteAsync(lamsa, [(cut, null), (colour, null)], null, Never)).TryGet(out var anyone, out _));
        Assert.True((await team.QuoteAsync(lamsa, [(cut, nouf)], null, Never)).TryGet(out var hers, out _));

        Assert.Equal((new Money(46000, "SAR"), true, 180, 195), (anyone.Total, anyone.IsFrom, anyone.Minutes, anyone.MostMinutes));
        Assert.Equal((new Money(25000, "SAR"), false, 75, 75), (hers.Total, hers.IsFrom, hers.Minutes, hers.MostMinutes));
        Assert.Equal(TeamErrors.NotOnTheMenu, (await team.QuoteAsync(lamsa, [(ServiceId.New(), null)], null, Never)).Error);
    }

    [Theory, BothDatabases]
    public async Task The_menu_and_its_suggestions_say_what_a_quote_for_anyone_says(Db db)
    {
        await using var world = await WorldAsync(db);
        var (menu, team) = (world.Get<PublicMenu>(), world.Get<PublicTeam>());
        await using (var write = await world.Database.OpenForWriteAsync(lamsa, Never))
        {
            var hidden = StaffMember.Hire(lamsa, StaffId.New(), new("Hidden", "مخفية"), LocalizedText.Empty, null, 2);
            hidden.Describe(hidden.Name, hidden.Title, null, online: false);
            write.AddRange(hidden, StaffSkill.Of(lamsa, hidden.Id, cut, activeMinutes: 10, priceMinor: 100)); // whom only the desk books, changes nothing
            write.ServiceAddOns.AddRange(ServiceAddOn.Of(lamsa, cut, colour), ServiceAddOn.Of(lamsa, colour, cut));
            Assert.Null(await write.CommitAsync(Never));
        }

        var items = (await menu.ReadAsync(lamsa, Never)).SelectMany(group => group.Items).ToList();
        IReadOnlyList<MenuItem> suggested = [.. await menu.AddOnsAsync(lamsa, [cut], null, Never), .. await menu.AddOnsAsync(lamsa, [colour], null, Never)];

        Assert.Equal([cut, colour], items.Where(item => suggested.Contains(item)).Select(item => item.Id)); // the same, whole
        foreach (var item in items)
        {
            Assert.True((await team.QuoteAsync(lamsa, [(item.Id, null)], null, Never)).TryGet(out var quote, out _));
            Assert.Equal((quote.Total, quote.IsFrom, quote.Minutes, quote.MostMinutes), (item.Price, item.IsFrom, item.Minutes, item.MostMinutes));
        }

        Assert.Equal((60, 75, true), (items[0].Minutes, items[0].MostMinutes, items[0].IsFrom));
    }

    // Lamsa: Sara and Nouf cut hair, Nouf slower and dearer; colour waits 45 minutes; a heading without services; a service of the desk alone.
    private async Task<SalonWorld> WorldAsync(Db db)
    {
        var world = await SalonWorld.StartAsync(db);
        var (hair, empty, secret) = (CategoryId.New(), CategoryId.New(), ServiceId.New());
        await using var write = await world.Database.OpenForWriteAsync(lamsa, Never);
        var salon = Organization.Create(lamsa, "lamsa", new("Lamsa", "لمسة"), new("Riyadh", "الرياض"), SalonWorld.Morning);
        write.AddRange(
            salon, Branch.Open(lamsa, BranchId.New(), new("Al Yasmin", "الياسمين"), LocalizedText.Empty, "Asia/Riyadh", "SAR", 0),
            Category.Add(lamsa, hair, new("Hair", "الشعر"), "hair", 0), Category.Add(lamsa, empty, new("Empty", "فارغ"), null, 1),
            Service.Offer(lamsa, cut, hair, new("Cut", "قص"), LocalizedText.Empty, new(0, 60, 0, 0, 10), new(18000, "SAR"), 0),
            Service.Offer(lamsa, colour, hair, new("Colour", "صبغة"), LocalizedText.Empty, new(5, 45, 45, 30, 10), new(28000, "SAR"), 1),
            StaffMember.Hire(lamsa, sara, new("Sara", "سارة"), LocalizedText.Empty, null, 0),
            StaffMember.Hire(lamsa, nouf, new("Nouf", "نوف"), LocalizedText.Empty, null, 1),
            StaffSkill.Of(lamsa, sara, cut), StaffSkill.Of(lamsa, sara, colour), StaffSkill.Of(lamsa, nouf, cut, activeMinutes: 75, priceMinor: 25000));
        var desk = Service.Offer(lamsa, secret, hair, new("Desk", "المكتب"), LocalizedText.Empty, new(0, 30, 0, 0, 0), new(100, "SAR"), 2);
        desk.Change(hair, desk.Name, desk.About, desk.Time, desk.Price, desk.VatBasisPoints, online: false);
        write.Add(desk);
        Assert.Null(await write.CommitAsync(Never));
        return world;
    }
}
