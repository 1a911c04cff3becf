using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Salon.Bookings;
using Salon.Data;
using Salon.Jobs;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Payments.Till;
using Salon.Tenancy;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>The program with its stand-in of the payment provider, over real HTTP, with a clock the test moves; and a shop that asks for half of each visit in advance.</summary>
public sealed class PaySite : IWorld, IAsyncDisposable
{
    public static readonly Uri Back = new("http://localhost/back");

    public const string VatNumber = "310122393500003";

    private readonly WebApplicationFactory<Program> site;
    private readonly string folder;

    private PaySite(WebApplicationFactory<Program> site, string folder, TestClock clock)
    {
        (this.site, this.folder, Clock) = (site, folder, clock);
        Browser = site.CreateClient();
    }

    public TestClock Clock { get; }

    public HttpClient Browser { get; }

    public Shop Shop { get; private set; } = null!;

    public Database Database => Get<Database>();

    internal MoyasarBank Bank => Get<MoyasarBank>();

    internal MoyasarStore Store => Get<MoyasarStore>();

    public T Get<T>() where T : notnull => site.Services.GetRequiredService<T>();

    public static async Task<PaySite> OpenAsync(Db db, MoneyRules? rules = null, bool connected = true, TaxScheme tax = TaxScheme.NotRegistered)
    {
        var database = await SalonWorld.NewDatabaseAsync(db);
        var clock = new TestClock(SalonWorld.Morning);
        var site = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseUrls("http://127.0.0.1:0");
            host.UseSetting("Salon:DataDirectory", database.DataDirectory);
            host.UseSetting("Salon:DemoData", "false");
            host.UseSetting("ConnectionStrings:Salon", database.ConnectionString);
            host.UseSetting("Logging:LogLevel:Default", "Error");
            host.ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.Remove(services.Single(service => service.ImplementationType == typeof(JobRunner))); // tests run jobs when they want them
            });
        });
        site.ClientOptions.AllowAutoRedirect = false;
        site.UseKestrel();
        site.StartServer();
        var world = new PaySite(site, database.DataDirectory, clock);
        world.Shop = await Shop.OpenAsync(world);
        await using (var writing = await world.Database.OpenForWriteAsync(world.Shop.Id, default))
        {
            (await writing.Organizations.SingleAsync(o => o.Id == world.Shop.Id)).SetMoneyRules(rules ?? new MoneyRules { Deposit = Share.Percent(50) });
            Assert.Null(await writing.CommitAsync(default));
        }

        var details = new TaxDetails(TaxScheme.NotRegistered, "", LocalizedText.Empty, LocalizedText.Empty);
        if (tax != TaxScheme.NotRegistered) Assert.Null(await world.Get<TaxSettings>().SaveAsync(world.Shop.Owner, new(tax, VatNumber, new("Elite Salon", "صالون النخبة"), new("King Road, Riyadh", "طريق الملك، الرياض")), details, default));
        if (connected) Assert.Null(await world.Get<PaymentAccounts>().ConnectAsync(world.Shop.Owner, "sk_test_sandbox_shop", default));
        return world;
    }

    /// <summary>A visit that waits for its deposit.</summary>
    public async Task<BookingId> BookAsync(int hour = 14, int day = 3)
    {
        var booked = await Shop.BookAsync(Shop.At(hour, day: day));
        Assert.Null(booked.Error);
        booked.TryGet(out var id, out _);
        return id;
    }

    public async Task<Checkout> StartAsync(BookingId id)
    {
        var started = await Get<PaymentService>().StartAsync(Shop.CustomerActor, id, Back, default);
        Assert.Null(started.Error);
        started.TryGet(out var checkout, out _);
        return checkout!;
    }

    /// <summary>The customer pays on the provider's page and at her bank; nobody tells us but the provider.</summary>
    /// <returns>The provider's id of the payment.</returns>
    internal string PayAtProvider(Checkout checkout, string card = MoyasarCards.Good, bool manual = false)
    {
        var invoice = checkout.Url![(checkout.Url!.LastIndexOf('/') + 1)..];
        var id = Guid.NewGuid().ToString();
        Bank.Charge("shop", id, checkout.Amount.Minor, "SAR", card, "Sara Ali", manual, [], Back.AbsoluteUri, invoice, true, "http://bank");
        Bank.Authenticate("shop", id, success: true);
        return id;
    }

    /// <summary>A visit with its deposit paid and confirmed.</summary>
    public async Task<(BookingId Booking, PaymentId Payment, string ProviderId)> PaidAsync(int hour = 14, int day = 3)
    {
        var booking = await BookAsync(hour, day);
        var checkout = await StartAsync(booking);
        var provider = PayAtProvider(checkout);
        await ReturnAsync(booking);
        return (booking, checkout.Payment, provider);
    }

    public async Task<Checkout> ReturnAsync(BookingId id)
    {
        var returned = await Get<PaymentService>().ReturnAsync(Shop.CustomerActor, id, default);
        Assert.Null(returned.Error);
        returned.TryGet(out var checkout, out _);
        return checkout!;
    }

    /// <summary>Waits until nothing is left in the outbox that is due.</summary>
    public Task SettleAsync() => Eventually.TrueAsync(async () =>
    {
        var now = Clock.Now;
        return !await QueryAsync(db => db.Outbox.AnyAsync(m => m.DoneAt == null && m.FailedAt == null && m.DueAt <= now));
    }, "the outbox comes to rest");

    /// <summary>Lets minutes pass until no refund is on its way any more.</summary>
    public async Task GiveBackAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            await SettleAsync();
            if (!await QueryAsync(db => db.Refunds.AnyAsync(r => r.Status == RefundStatus.Wanted || r.Status == RefundStatus.Asking))) return;
            Clock.Advance(Duration.FromMinutes(6));
            await RunAsync<FollowPaymentsJob>();
        }

        Assert.Fail("A refund does not come to its end.");
    }

    public Task<T> QueryAsync<T>(Func<SalonDb, Task<T>> read) => Shop.QueryAsync(read);

    public Task<Payment> PaymentAsync(PaymentId id) => QueryAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.Id == id));

    public async Task RunAsync<TJob>() where TJob : IJob
    {
        using var scope = site.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(default);
    }

    /// <summary>She comes, and her visit is done.</summary>
    public async Task VisitAsync(BookingId id)
    {
        Clock.Set((await Shop.ReadAsync(id)).StartsAt);
        Assert.Null((await Get<BookingService>().ArriveAsync(Shop.Owner, id, default)).Error);
        Assert.Null((await Get<BookingService>().StartAsync(Shop.Owner, id, default)).Error);
        Assert.Null((await Get<BookingService>().CompleteAsync(Shop.Owner, id, default)).Error);
    }

    /// <summary>Notes and coins at the desk.</summary>
    public async Task TakeAsync(BookingId id, long minor, long tip = 0) =>
        Assert.Null((await Get<CheckoutService>().PayAsync(Shop.Desk, new(CheckoutId.New(), id, minor + tip, 0, 0, tip == 0 ? [] : [new(Shop.Mona, tip)]), default)).Error);

    public Task<List<TaxInvoice>> DocumentsAsync() => QueryAsync(db => db.TaxInvoices.OrderBy(i => i.Number).AsNoTracking().ToListAsync());

    /// <summary>What an account comes to: given less got, so that what the salon owes or earned is above 0.</summary>
    public async Task<long> BalanceAsync(Account account) =>
        (await QueryAsync(db => db.Ledger.AsNoTracking().ToListAsync())).Sum(e => (e.Credit == account ? e.Amount.Minor : 0) - (e.Debit == account ? e.Amount.Minor : 0));

    /// <summary>I3, I4, I9: ours and theirs agree to the halala, and the ledger's accounts add up to nothing.</summary>
    public async Task AgreesAsync()
    {
        var theirs = Store.List("payment", "shop").Where(p => (string?)p["status"] is "paid" or "captured" or "refunded")
            .Sum(p => (MoyasarShapes.Number(p["captured"]) is > 0 and var taken ? taken : MoyasarShapes.Number(p["amount"])) - MoyasarShapes.Number(p["refunded"]));
        var payments = await QueryAsync(db => db.Payments.AsNoTracking().Where(p => p.Method == PaymentMethod.Online).ToListAsync());
        Assert.Equal(theirs, payments.Where(p => p.Status == PaymentStatus.Paid).Sum(p => p.CapturedMinor - p.RefundedMinor));

        var entries = await QueryAsync(db => db.Ledger.AsNoTracking().ToListAsync());
        long Balance(Account account) => entries.Where(e => e.Debit == account).Sum(e => e.Amount.Minor) - entries.Where(e => e.Credit == account).Sum(e => e.Amount.Minor);
        int Times(string cause) => entries.Where(e => e.Debit == Account.Clearing || e.Credit == Account.Clearing).Select(e => e.Cause).Distinct().Count(c => c.StartsWith(cause, StringComparison.Ordinal));
        Assert.Equal(0, Enum.GetValues<Account>().Sum(Balance));
        Assert.Equal(theirs, Balance(Account.Clearing) + Balance(Account.Fees));
        Assert.Equal(Store.List("payment", "shop").Count(p => (string?)p["status"] is "paid" or "captured" or "refunded"), Times("paid:") - Times("void:"));

        var documents = await DocumentsAsync();
        Assert.Null(InvoiceHash.FirstBroken(documents));
        Assert.Equal(-Balance(Account.Vat), documents.Sum(d => d.Kind == InvoiceKind.CreditNote ? -d.VatMinor : d.VatMinor));
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await site.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
