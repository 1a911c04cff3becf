using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Bookings.Reviews;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

/// <summary>Script in every text that somebody can type, on every page that shows it.</summary>
public sealed class ScriptInTextTests
{
    private const string Script = "'\"><svg/onload=alert(1)></script><script>alert(2)</script>{{7*7}}javascript:alert(3)";

    private static readonly string[] Ours = ["/", "_framework/", "_content/MudBlazor/", "js/"];

    [Theory, BothDatabases, Trait("Proves", "S-09")]
    public async Task What_people_type_is_text_on_every_page_and_in_every_file(Db db)
    {
        await using var world = await WebWorld.StartAsync(db, [("Salon:Limits:Reads:PerAddress", "100000"), ("Salon:Limits:Reads:PerUser", "100000")]);
        var shop = await Shop.OpenAsync(world, also: (context, _) =>
        {
            foreach (var text in context.ChangeTracker.Entries().SelectMany(e => e.ComplexProperties).Where(p => p.Metadata.ClrType == typeof(LocalizedText)))
                text.CurrentValue = new LocalizedText(Script, Script);
        });
        var bookings = world.Get<BookingService>();
        var her = shop.Her with { Name = Script };
        var past = Must(await bookings.BookAsync(shop.CustomerActor, shop.Request(Shop.At(10)) with { Note = Script }, her, default));
        world.Clock.Set(Shop.At(12));
        Must(await bookings.ArriveAsync(shop.Desk, past, default));
        Must(await bookings.CompleteAsync(shop.Desk, past, default));
        Assert.True((await world.Get<ReviewService>().WriteAsync(shop.CustomerActor, past, 5, Script, default)).TryGet(out _, out var refusal), refusal?.Code);
        var next = Must(await bookings.BookAsync(shop.CustomerActor, shop.Request(Shop.At(16)) with { Note = Script }, her, default));
        var token = Must(await world.Get<BookingQueries>().TokenAsync(shop.CustomerActor, next, default));
        await shop.SignInAsync("+966500000001", Role.Owner);
        var (visitor, customer, owner) = (new Browser(world), new Browser(world), new Browser(world));
        await customer.SignInAsync("0500000777", world);
        await owner.SignInAsync("0500000001", world);

        var (shown, faults) = (0, new List<string>());
        var trail = $"services={shop.Haircut}";
        var pages = new List<(Browser Who, string Address)>
        {
            (visitor, "/"), (visitor, $"/?q={Uri.EscapeDataString(Script)}"), (visitor, $"/?city={Uri.EscapeDataString(Script)}"), (visitor, "/shop"), (visitor, "/shop/reviews"), (visitor, "/shop/book"),
            (visitor, $"/shop/book?{trail}"), (visitor, $"/shop/book/time?{trail}"), (visitor, $"/shop/book/time?{trail}&staff={shop.Mona}"), (visitor, $"/sign-in?returnUrl={Uri.EscapeDataString("/" + Script)}"), (visitor, $"/{Uri.EscapeDataString(Script)}"),
            (customer, "/my/bookings"), (customer, "/my/profile"), (customer, "/my/devices"), (customer, "/my/waitlist"), (customer, $"/shop/waitlist?service={shop.Haircut}"),
            (visitor, $"/b/{token}"), (visitor, $"/b/{token}/move"), (visitor, $"/b/{token}/cancel"), (visitor, $"/b/{token}/pay"),
            (owner, "/desk/shop"), (owner, "/desk/shop/customers"), (owner, $"/desk/shop/customers?q={Uri.EscapeDataString(Script)}"), (owner, "/desk/shop/waitlist"), (owner, "/admin/shop"), (owner, "/admin/shop/services"), (owner, $"/admin/shop/services/{shop.Haircut}"),
            (owner, "/admin/shop/team"), (owner, $"/admin/shop/team/{shop.Mona}"), (owner, "/admin/shop/branches"), (owner, "/admin/shop/reviews"), (owner, "/admin/shop/resources"), (owner, "/admin/shop/audit"), (owner, "/admin/shop/report"),
        };
        foreach (var (who, address) in pages)
        {
            using var answer = await who.GetAsync(address);
            var html = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode >= HttpStatusCode.InternalServerError) faults.Add($"{(int)answer.StatusCode} {address}");
            var page = await new HtmlParser().ParseDocumentAsync(html);
            faults.AddRange(Faults(page).Select(fault => $"{address}: {fault}"));
            if (page.Body!.TextContent.Contains("alert(2)", StringComparison.Ordinal)) shown++;
        }

        Assert.Empty(faults);
        Assert.True(shown >= 15, $"{shown} pages show the text"); // or else it was not tried

        using var file = await visitor.GetAsync($"/b/{token}/booking.ics");
        Assert.DoesNotContain((await file.Content.ReadAsStringAsync()).Split("\r\n"), line => line.StartsWith('<') || line.StartsWith("alert", StringComparison.Ordinal));
        using var api = await visitor.GetAsync("/api/v1/salons/shop");
        Assert.Equal(("application/json", "nosniff"), (api.Content.Headers.ContentType!.MediaType, api.Headers.GetValues("X-Content-Type-Options").Single()));
    }

    // Scripts are files that we serve, or facts for search engines; nothing acts by itself; no address runs.
    private static IEnumerable<string> Faults(IDocument page)
    {
        foreach (var script in page.Scripts)
        {
            var isFile = script.Source is { Length: > 0 } source && Ours.Any(begin => source.StartsWith(begin, StringComparison.Ordinal));
            var isFacts = script.Type is "application/ld+json" or "importmap" && !script.TextContent.Contains('<', StringComparison.Ordinal);
            if (!isFile && !isFacts) yield return $"script {script.Source} {script.TextContent}";
        }

        foreach (var element in page.All)
        {
            if (element.Attributes.FirstOrDefault(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)) is { } acts) yield return $"{element.LocalName} {acts.Name}";
            foreach (var name in (string[])["href", "src", "action", "formaction"])
            {
                if (element.GetAttribute(name)?.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) == true) yield return $"{element.LocalName} {name}";
            }
        }
    }

    private static T Must<T>(Result<T> result) where T : notnull => result.TryGet(out var value, out var error) ? value : throw new InvalidOperationException(error.Code);
}
