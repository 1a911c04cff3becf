using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Reconciliation;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>News of the provider: however often, in whatever order, from whomever.</summary>
[Trait("Pace", "Slow")]
public sealed class WebhookTests
{
    [Theory, BothDatabases, Trait("Proves", "R-07")]
    public async Task The_same_news_fifty_times_have_one_effect_and_fifty_answers(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var booking = await site.BookAsync();
        var provider = site.PayAtProvider(await site.StartAsync(booking));
        var news = News(site, "payment_paid", provider);

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 25; i++) answers.Add(await PostAsync(site, news));
        answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => PostAsync(site, news))));
        await site.SettleAsync();

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        Assert.Equal(1, await site.QueryAsync(d => d.WebhookEvents.CountAsync()));
        Assert.Equal(BookingStatus.Confirmed, (await site.Shop.ReadAsync(booking)).Status);
        await site.AgreesAsync();
    }

    [Fact, Trait("Proves", "R-08")]
    public async Task Every_order_of_five_events_ends_in_the_same_state()
    {
        await using var site = await PaySite.OpenAsync(Db.Sqlite);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        string[] types = ["payment_authorized", "payment_paid", "payment_faild", "payment_refunded", "payment_voided"];
        foreach (var (i, order) in Permutations(types).Index())
        {
            var booking = await site.BookAsync(10 + (i % 10), 2 + (i / 10));
            var checkout = await site.StartAsync(booking);
            site.PayAtProvider(checkout, MoyasarCards.NoFunds);
            var provider = site.PayAtProvider(checkout);
            site.Bank.Refund("shop", provider, 1000);
            foreach (var type in order) Assert.Equal(HttpStatusCode.OK, await PostAsync(site, News(site, type, provider)));
            await site.SettleAsync();

            var payment = await site.PaymentAsync(checkout.Payment);
            Assert.Equal((PaymentStatus.Paid, 5000, 1000), (payment.Status, payment.CapturedMinor, payment.RefundedMinor));
            Assert.Equal(BookingStatus.Confirmed, (await site.Shop.ReadAsync(booking)).Status);
        }

        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task The_same_refund_told_fifty_times_goes_back_once_and_has_one_credit_note(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var paid = await site.PaidAsync();
        site.Bank.Refund("shop", paid.ProviderId, 2000);
        var news = News(site, "payment_refunded", paid.ProviderId);

        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.OK, await PostAsync(site, news));
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 40).Select(i => PostAsync(site, i % 2 == 0 ? news : News(site, "payment_refunded", paid.ProviderId)))), answer => Assert.Equal(HttpStatusCode.OK, answer));
        await site.SettleAsync();

        Assert.Equal((5000, 2000), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        Assert.Equal([(InvoiceKind.Deposit, 5000L), (InvoiceKind.CreditNote, 2000L)], (await site.DocumentsAsync()).Select(d => (d.Kind, d.Gross.Minor)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases, Trait("Proves", "R-10")]
    public async Task Forged_news_are_refused_and_noted(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var booking = await site.BookAsync();
        var checkout = await site.StartAsync(booking);
        var genuine = News(site, "payment_paid", "no-such-payment");

        async Task RefusedAsync(HttpStatusCode expected, Action<JsonObject> change)
        {
            var forged = genuine.DeepClone().AsObject();
            change(forged);
            Assert.Equal(expected, await PostAsync(site, forged));
        }

        await RefusedAsync(HttpStatusCode.Unauthorized, n => n["secret_token"] = "guess");
        await RefusedAsync(HttpStatusCode.Unauthorized, n => n.Remove("secret_token"));
        await RefusedAsync(HttpStatusCode.Unauthorized, n => n["secret_token"] = "");
        await RefusedAsync(HttpStatusCode.Unauthorized, n => n["secret_token"] = 7);
        site.Clock.Advance(Duration.FromMinutes(2));
        await RefusedAsync(HttpStatusCode.Forbidden, n => n["live"] = true);
        await RefusedAsync(HttpStatusCode.Forbidden, n => n.Remove("live"));
        await RefusedAsync(HttpStatusCode.BadRequest, n => n.Remove("id"));
        using var half = new StringContent(genuine.ToJsonString().Replace("payment_paid", "\\ud800", StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Browser.PostAsync(Address(site), half)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Browser.PostAsync(Address(site), new StringContent("<xml/>"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Browser.PostAsJsonAsync($"/api/v1/webhooks/moyasar/{Guid.NewGuid()}", genuine)).StatusCode);

        // Carries the secret, speaks of a payment that does not exist: stored, looked into, without effect.
        Assert.Equal(HttpStatusCode.OK, await PostAsync(site, genuine));
        await site.SettleAsync();
        Assert.Equal(BookingStatus.Pending, (await site.Shop.ReadAsync(booking)).Status);
        Assert.Equal(0, (await site.PaymentAsync(checkout.Payment)).CapturedMinor);
        Assert.Equal(2, await site.QueryAsync(d => d.WorkItems.CountAsync(w => w.Kind == WorkKind.ForgedWebhook)));
    }

    internal static JsonObject News(PaySite site, string type, string payment)
    {
        var hook = site.Store.List("webhook", "shop").Single(h => h["url"] is not null);
        return new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(), ["type"] = type, ["created_at"] = "2026-12-07T06:00:00.000Z", ["secret_token"] = hook["shared_secret"]!.DeepClone(),
            ["account_name"] = "shop", ["live"] = false, ["data"] = new JsonObject { ["id"] = payment, ["status"] = "paid", ["amount"] = 1, ["currency"] = "SAR" },
        };
    }

    internal static async Task<HttpStatusCode> PostAsync(PaySite site, JsonObject news)
    {
        using var response = await site.Browser.PostAsJsonAsync(Address(site), news);
        return response.StatusCode;
    }

    private static string Address(PaySite site) => $"/api/v1/webhooks/moyasar/{site.Shop.Id}";

    private static IEnumerable<string[]> Permutations(string[] items) =>
        items.Length == 1 ? [items] : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (string[])[first, .. rest]));
}
