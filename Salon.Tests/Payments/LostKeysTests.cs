using System.Net;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Providers;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>A backup came back without its keys: what they sealed cannot be opened any more. That is a state people are told of, and nothing fails by it.</summary>
public sealed class LostKeysTests
{
    private static readonly Actor Operator = new(default, UserId.New(), Role.PlatformAdmin);

    [Theory, BothDatabases]
    [Trait("Proves", "R-20")]
    public async Task An_account_whose_keys_are_lost_is_to_be_connected_again_and_nothing_fails_meanwhile(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (booking, _, _) = await site.PaidAsync();
        var news = WebhookTests.News(site, "payment_paid", Guid.NewGuid().ToString());
        var open = await site.BookAsync(hour: 16);
        await site.StartAsync(open);
        await SealWithAnotherKeyAsync(site);
        site.Clock.Advance(Duration.FromHours(25));

        Assert.Equal(PaymentErrors.NotConnected, (await site.Get<PaymentService>().StartAsync(site.Shop.CustomerActor, await site.BookAsync(hour: 18), PaySite.Back, default)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, await WebhookTests.PostAsync(site, news));
        Assert.Equal(PaymentErrors.ConnectAgain, await site.Get<PaymentAccounts>().TestAsync(site.Shop.Owner, default));
        Assert.Equal(PaymentErrors.ConnectAgain, await site.Get<PaymentAccounts>().TakeCardsAsync(site.Shop.Owner, "pk_test_sandbox_shop", default));
        Assert.Equal(PaymentErrors.ConnectAgain, await site.Get<ReconcileService>().CompareNowAsync(site.Shop.Owner, default));
        Assert.Null(await site.Get<PaymentService>().CardFormAsync(site.Shop.CustomerActor, open, default));
        await site.RunAsync<FollowPaymentsJob>();
        await site.RunAsync<ComparePaymentsJob>();
        Assert.True((await ViewAsync(site)).Locked);
        Assert.Equal([site.Shop.Id], await LockedAsync(site));
        Assert.Equal(BookingStatus.Confirmed, (await site.Shop.ReadAsync(booking)).Status);

        Assert.Null(await site.Get<PaymentAccounts>().ConnectAsync(site.Shop.Owner, "sk_test_sandbox_shop", default));

        Assert.False((await ViewAsync(site)).Locked);
        Assert.Empty(await LockedAsync(site));
        Assert.Null(await site.Get<PaymentAccounts>().TestAsync(site.Shop.Owner, default));
        var (again, _, _) = await site.PaidAsync(hour: 12, day: 4);
        Assert.Equal(BookingStatus.Confirmed, (await site.Shop.ReadAsync(again)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await WebhookTests.PostAsync(site, news)); // the secret of the lost key stands there as the earlier one, and is no secret any more
        await site.SettleAsync();
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task What_was_sealed_before_boxes_named_their_key_still_opens(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        await ChangeAsync(site, (_, box) => Task.FromResult(box[12..]));

        Assert.Null(await site.Get<PaymentAccounts>().TestAsync(site.Shop.Owner, default));
        Assert.False((await ViewAsync(site)).Locked);
    }

    [Fact]
    public async Task A_box_opens_for_nobody_else_and_not_when_a_byte_of_it_was_changed()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var box = new SecretBox(world.Get<ServerKeys>());
        var (hers, theirs) = (OrganizationId.New(), OrganizationId.New());
        var closed = await box.CloseAsync(hers, "key", "sk_live_1");

        Assert.Equal("sk_live_1", await box.OpenAsync(hers, "key", closed));
        Assert.Null(await box.OpenAsync(theirs, "key", closed));
        Assert.Null(await box.OpenAsync(hers, "another", closed));
        for (var i = 0; i < closed.Length; i++)
        {
            var changed = closed.ToArray();
            changed[i] ^= 1;
            Assert.Null(await box.OpenAsync(hers, "key", changed));
            Assert.Null(await box.OpenAsync(hers, "key", closed[..i]));
        }
    }

    private static async Task<PaymentAccountView> ViewAsync(PaySite site)
    {
        (await site.Get<PaymentAccounts>().FindAsync(site.Shop.Owner, default)).TryGet(out var view, out var refusal);
        Assert.Null(refusal);
        return view!;
    }

    private static async Task<List<OrganizationId>> LockedAsync(PaySite site)
    {
        Assert.Equal(PaymentErrors.NotAllowed, (await site.Get<PaymentAccounts>().LockedAsync(site.Shop.Owner, default)).Error);
        (await site.Get<PaymentAccounts>().LockedAsync(Operator, default)).TryGet(out var locked, out _);
        return locked!;
    }

    private static async Task SealWithAnotherKeyAsync(PaySite site)
    {
        var folder = Directory.CreateTempSubdirectory("salon-other-key-");
        var other = new SecretBox(new ServerKeys(site.Database, new DatabaseOptions { DataDirectory = folder.FullName }));
        await ChangeAsync(site, (column, _) => other.CloseAsync(site.Shop.Id, column == "secret_key" ? "moyasar.secret-key" : "moyasar.webhook-secret", "sk_test_sandbox_shop"));
        folder.Delete(recursive: true);
    }

    private static async Task ChangeAsync(PaySite site, Func<string, byte[], Task<byte[]>> change)
    {
        await using var db = await site.Database.OpenForWriteAsync(site.Shop.Id, default);
        var account = await db.PaymentAccounts.SingleAsync();
        var (key, hook) = (await change("secret_key", account.SecretKey), await change("webhook_secret", account.WebhookSecret));
        await db.PaymentAccounts.ExecuteUpdateAsync(set => set.SetProperty(a => a.SecretKey, key).SetProperty(a => a.WebhookSecret, hook));
        Assert.Null(await db.CommitAsync(default));
    }
}
