using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Salon.Bookings;
using Salon.Payments.Online;
using Salon.Payments.Rules;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>A visit's pages after money moved, opened again from an old tab.</summary>
public sealed class PayPageTests
{
    [Fact]
    public async Task Right_after_a_payment_the_receipt_stands_on_the_page_or_is_promised_there()
    {
        await using var site = await PaySite.OpenAsync(Db.Sqlite);
        var (visit, _, _) = await site.PaidAsync();
        var link = await LinkAsync(site, visit);

        var at = await OpenAsync(site, $"{link}?done=booked"); // the receipt is being written meanwhile
        Assert.True(HasReceipt(at) != Promises(at), at.Body!.TextContent);

        await site.SettleAsync();
        at = await OpenAsync(site, $"{link}?done=booked");
        Assert.True(HasReceipt(at) && !Promises(at), at.Body!.TextContent);
    }

    [Fact]
    public async Task The_page_to_pay_on_of_a_visit_whose_money_went_back_says_so_and_asks_for_nothing()
    {
        await using var site = await PaySite.OpenAsync(Db.Sqlite);
        var (visit, _, _) = await site.PaidAsync();
        var link = await LinkAsync(site, visit);
        Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, visit, null, default)).Error);
        await site.Get<Settlements>().CancelledAsync(site.Shop.Id, visit, default);
        await site.GiveBackAsync();

        var page = await OpenAsync(site, $"{link}/pay");

        Assert.Equal("This booking is cancelled", page.QuerySelector("h1")!.TextContent.Trim());
        Assert.NotNull(page.QuerySelector("main .alert.good"));
        Assert.Empty(page.QuerySelectorAll("main form"));
        Assert.Empty(page.QuerySelectorAll("main a[href$='/pay']"));
    }

    private static bool HasReceipt(IHtmlDocument page) => page.QuerySelector("[data-testid=receipts] a") is not null;

    private static bool Promises(IHtmlDocument page) => page.Body!.TextContent.Contains("Your receipt follows here in a moment.", StringComparison.Ordinal);

    private static async Task<string> LinkAsync(PaySite site, BookingId visit) =>
        (await site.Get<BookingQueries>().TokenAsync(site.Shop.CustomerActor, visit, default)).TryGet(out var token, out var refusal)
            ? $"/b/{token}" : throw new InvalidOperationException(refusal.Code);

    private static async Task<IHtmlDocument> OpenAsync(PaySite site, string path)
    {
        var answer = await site.Browser.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}culture=en");
        answer.EnsureSuccessStatusCode();
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
