using AngleSharp.Dom;
using Salon.Bookings;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

/// <summary>The last click promises what it then asks for: the salon's ladder knows who she is by then.</summary>
public sealed class HerTermsTests
{
    [Theory]
    [InlineData(BookingStatus.Completed, "You pay at the salon. Nothing is charged now.", "You pay at the salon. Nothing is charged now.", 0)]
    [InlineData(BookingStatus.NoShow, "Next: you pay SAR 100, the whole price.", "The whole price, SAR 100, is paid when you book.", 10000)]
    [InlineData(
        BookingStatus.Cancelled, "Next: a deposit of SAR 25. The rest is paid at the salon.",
        "A deposit of SAR 25 is paid when you book, and the rest at the salon.", 2500)]
    public async Task What_is_asked_of_her_by_her_record_stands_on_the_last_page_before_she_says_yes(BookingStatus before, string next, string sheet, long due)
    {
        await using var world = await VisitPageTests.WorldAsync();
        var shop = await Shop.OpenAsync(world, also: (db, _) => db.Organizations.Local.Single().SetMoneyRules(
            new MoneyRules { Deposit = Share.Percent(25), TrustLadder = true, KeptVisits = 2, NoShows = 2 }));
        foreach (var hour in (int[])[10, 12])
        {
            Assert.True((await shop.BookAsync(Shop.At(hour))).TryGet(out var earlier, out _));
            await VisitPageTests.BecomeAsync(world, shop, earlier, before);
        }

        var her = new Browser(world);
        await her.SignInAsync("0500000777", world);
        await her.OpenAsync($"/shop/book/time?service={shop.Haircut}&date=2026-12-09&culture=en");
        await her.SendAsync("hold", ("Start", VisitPageTests.Seconds(Shop.At(15, day: 2))));
        Assert.Equal("/shop/book/confirm", her.Path);

        Assert.Equal(next, Plain(her.Page.QuerySelector("form button.wide + p")!));
        Assert.Equal(sheet, Plain(her.Page.QuerySelector("#summary .total + p")!));
        Assert.Equal(due > 0, Plain(her.Page.QuerySelector("dl.facts")!).Contains("keeps", StringComparison.Ordinal));

        var hold = new BookingId(Guid.Parse(System.Web.HttpUtility.ParseQueryString(her.Address.Query)["hold"]!));
        await her.SendAsync("confirm", ("Input.Name", "Noura"), ("Input.Note", ""));
        Assert.Equal(due, (await shop.ReadAsync(hold)).Policy.Money?.DueMinor ?? 0);
    }

    // Without the marks that keep amounts and names apart from the words around them.
    private static string Plain(IElement part) => string.Join(' ', string.Concat(part.TextContent.Where(c => c is not (>= '\u2066' and <= '\u2069')))
        .Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
