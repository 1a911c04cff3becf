using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>Cards typed on the salon's own page: only a publishable key leaves the house, and the open page takes money once.</summary>
public sealed class CardFormTests
{
    private const string Key = "pk_test_sandbox_shop";

    [Theory, BothDatabases]
    public async Task The_form_is_there_while_something_is_due_and_pays_the_page_that_is_open(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var booking = await site.BookAsync();
        await site.StartAsync(booking);
        Assert.Null(await FormAsync(site, booking)); // no key, no form

        Assert.Null(await site.Get<PaymentAccounts>().TakeCardsAsync(site.Shop.Owner, $" {Key} ", default));
        var form = (await FormAsync(site, booking))!;
        Assert.Equal((Key, 5000, false), (form.Key, form.Amount.Minor, form.Refused));
        Assert.EndsWith("/payments", form.Address.AbsolutePath, StringComparison.Ordinal);

        Assert.Equal("failed", await SendAsync(site, form, MoyasarCards.NoFunds));
        await site.ReturnAsync(booking);
        Assert.True((await FormAsync(site, booking))!.Refused);

        Assert.Equal("paid", await SendAsync(site, form, MoyasarCards.Frictionless));
        Assert.Equal(PaymentStatus.Paid, (await site.ReturnAsync(booking)).Status);
        Assert.Null(await FormAsync(site, booking));
        Assert.Equal("invalid_request_error", await SendAsync(site, form, MoyasarCards.Frictionless)); // once is enough
    }

    [Theory, BothDatabases]
    public async Task A_key_must_be_publishable_of_the_same_mode_and_known_to_the_provider(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var accounts = site.Get<PaymentAccounts>();
        Assert.Equal(PaymentErrors.NotAllowed, await accounts.TakeCardsAsync(site.Shop.Desk, Key, default));
        Assert.Equal(PaymentErrors.NotAPublicKey, await accounts.TakeCardsAsync(site.Shop.Owner, "sk_test_sandbox_shop", default)); // a secret never stands in a page
        Assert.Equal(PaymentErrors.NotAPublicKey, await accounts.TakeCardsAsync(site.Shop.Owner, "pk_live_sandbox_shop", default));
        Assert.Equal(PaymentErrors.KeyRefused, await accounts.TakeCardsAsync(site.Shop.Owner, "pk_test_of_somebody", default));
        Assert.Null(await PublicKeyAsync(site));

        Assert.Null(await accounts.TakeCardsAsync(site.Shop.Owner, Key, default));
        Assert.Equal(Key, await PublicKeyAsync(site));
        Assert.Null(await accounts.ConnectAsync(site.Shop.Owner, "sk_test_sandbox_other", default)); // another account, perhaps
        Assert.Null(await PublicKeyAsync(site));

        Assert.Null(await accounts.TakeCardsAsync(site.Shop.Owner, "pk_test_sandbox_other", default));
        Assert.Null(await accounts.TakeCardsAsync(site.Shop.Owner, "", default));
        Assert.Null(await PublicKeyAsync(site));
    }

    [Fact]
    public async Task A_publishable_key_starts_payments_and_does_nothing_else()
    {
        await using var site = await PaySite.OpenAsync(Db.Sqlite);
        using var browser = new HttpClient { BaseAddress = site.Get<IPaymentGateway>().CardsAddress };
        browser.DefaultRequestHeaders.UserAgent.ParseAdd("browser/1");
        browser.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Key}:")));

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("payments")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsJsonAsync("invoices", new { amount = 5000, currency = "SAR", description = "x" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsJsonAsync("payments", new { amount = 0, currency = "SAR" })).StatusCode);
    }

    private static Task<CardForm?> FormAsync(PaySite site, BookingId booking) => site.Get<PaymentService>().CardFormAsync(site.Shop.CustomerActor, booking, default);

    private static async Task<string?> PublicKeyAsync(PaySite site)
    {
        Assert.True((await site.Get<PaymentAccounts>().FindAsync(site.Shop.Owner, default)).TryGet(out var view, out _));
        return view.PublicKey;
    }

    // What the script of the page sends.
    private static async Task<string> SendAsync(PaySite site, CardForm form, string card)
    {
        using var browser = new HttpClient();
        browser.DefaultRequestHeaders.UserAgent.ParseAdd("browser/1");
        using var answer = await browser.PostAsJsonAsync(form.Address, new
        {
            publishable_api_key = form.Key, given_id = Guid.NewGuid(), amount = form.Amount.Minor, currency = form.Amount.Currency, description = form.Description,
            callback_url = PaySite.Back, invoice_id = form.PageId, metadata = form.Metadata, apply_coupon = false,
            source = new { type = "creditcard", name = "Hind Alabdullah", number = card, month = "11", year = "2039", cvc = "123" },
        });
        var payment = await answer.Content.ReadFromJsonAsync<JsonElement>();
        if (!answer.IsSuccessStatusCode) return payment.GetProperty("type").GetString()!;
        if (payment.GetProperty("status").GetString() == "initiated") return (string)site.Bank.Authenticate("shop", payment.GetProperty("id").GetString()!, success: true)!["status"]!;
        return payment.GetProperty("status").GetString()!;
    }
}
