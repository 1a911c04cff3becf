using Salon.Accounts;
using Salon.Tests.World;
using Salon.Web.Components;

namespace Salon.Tests.Pages;

/// <summary>The component library is the back office's: what customers load stays as light as it was.</summary>
public sealed class LibraryFilesTests
{
    [Theory, BothDatabases]
    public async Task The_back_office_loads_the_library_and_no_public_page_does(Db db)
    {
        await using var world = await WebWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await shop.SignInAsync("+966500000001", Role.Owner);
        var owner = new Browser(world);
        await owner.SignInAsync("0500000001", world);

        foreach (var address in (string[])["/", "/shop", "/shop/book", "/my/profile", "/my/bookings", "/no-such-salon"])
        {
            await owner.OpenAsync(address);
            Assert.Equal((address, ""), (address, string.Join(' ', Files(owner))));
        }

        foreach (var address in (string[])["/desk/shop", "/admin/shop/branches"])
        {
            await owner.OpenAsync(address);
            Assert.Equal(["_content/MudBlazor/MudBlazor", "_content/MudBlazor/MudBlazor", "css/mud"], Files(owner));
            Assert.Empty(owner.Page.QuerySelectorAll("style")); // the policy of our pages lets none of them work
        }
    }

    // Without the fingerprint that stands before the ending: "css/mud.a1b2c3.css".
    private static IEnumerable<string> Files(Browser browser) =>
        from file in browser.Page.QuerySelectorAll("link[rel=stylesheet], script[src]")
        let address = (file.GetAttribute("href") ?? file.GetAttribute("src"))!.TrimStart('/')
        where address.Contains("mud", StringComparison.OrdinalIgnoreCase)
        let name = address.StartsWith("css/mud.", StringComparison.Ordinal) ? "css/mud" : address.Split(".min.")[0]
        orderby name
        select name;
}
