using Bunit;
using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Tests.World;
using Salon.Web.Components.BackOffice;
using Salon.Web.Pages.Admin;

namespace Salon.Tests.Components;

/// <summary>An owner changes what somebody is.</summary>
public sealed class UsersPageTests
{
    [Fact]
    public async Task A_role_changes_when_it_is_said_and_a_stylist_only_with_the_person_she_is()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await using var bench = await OpenPageTests.BenchAsync(world);
        var shop = bench.Shop;
        var desk = new MemberRequest(PhoneNumber.FromStored("+966500000802"), "Reem", Role.Desk);
        Assert.Null((await world.Get<MemberService>().SetAsync(Actor.System(shop.Id), desk, default)).Error);
        var page = bench.Render<Users>(p => p.Add(x => x.Slug, "shop"));
        page.WaitForElement($"[aria-label='{bench.T["Admin.RoleOf", "Reem", bench.T["Desk.RoleDesk"]]}']").Click();

        page.Find("#new-role").Change(nameof(Role.Stylist));
        page.Find("dialog form").Submit();
        var missing = bench.T["Errors.Accounts.StylistIsSomebody"];
        page.WaitForAssertion(() => Assert.Contains(missing, page.Find("dialog:has(form)").TextContent, StringComparison.Ordinal));
        Assert.Null(page.Find("#staff").GetAttribute("aria-invalid")); // the form of invitations was not what was sent

        page.Find("#new-staff").Change(shop.Mona.ToString());
        page.Find("dialog form").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog form")));
        Assert.Equal((Role.Stylist, shop.Mona), await HersAsync(shop));

        await page.InvokeAsync(bench.Notices.Current!.Undo!);
        Assert.Equal((Role.Desk, (StaffId?)null), await HersAsync(shop));
    }

    [Fact]
    public async Task Whoever_changes_nothing_is_told_nothing_and_whoever_gives_it_up_leaves_no_fault_behind()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await using var bench = await OpenPageTests.BenchAsync(world);
        var page = bench.Render<Users>(p => p.Add(x => x.Slug, "shop"));
        page.WaitForElement("[data-opens='Admin.ChangeRoleTitle']").Click();
        page.Find("dialog form").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog form")));
        Assert.Null(bench.Notices.Current);

        page.Find("[data-opens='Admin.ChangeRoleTitle']").Click();
        page.Find("#new-role").Change(nameof(Role.Desk)); // she is the only owner
        page.Find("dialog form").Submit();
        var fault = bench.T.StaffError(AccountsErrors.LastOwner);
        page.WaitForAssertion(() => Assert.Contains(fault, page.Find("dialog:has(form)").TextContent, StringComparison.Ordinal));
        await page.FindComponents<Dialog>().Single(d => d.FindAll("form").Count > 0).Instance.ClosedAsync(2);
        page.WaitForAssertion(() => Assert.DoesNotContain(fault, page.Markup, StringComparison.Ordinal));
    }

    private static Task<(Role, StaffId?)> HersAsync(World.Shop shop) => shop.QueryAsync(async db =>
    {
        var hers = await db.Memberships.SingleAsync(m => db.Users.Any(u => u.Id == m.UserId && u.Name == "Reem"));
        return (hers.Role, hers.StaffId);
    });
}
