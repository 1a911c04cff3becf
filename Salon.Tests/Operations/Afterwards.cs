using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Jobs;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Reconciliation;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Operations;

/// <summary>The program on what the dead ones left behind, with a clock that can be moved on: hours pass, then the books are compared.</summary>
internal sealed class Afterwards : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> site;
    private readonly PaymentProvider provider;
    private readonly TestClock clock = new(TimeProvider.System.GetCurrentInstant() + Duration.FromMinutes(1));
    private OrganizationId salon;

    private Afterwards(DatabaseOptions database, PaymentProvider provider)
    {
        this.provider = provider;
        site = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseUrls("http://127.0.0.1:0");
            host.UseSetting("Salon:DataDirectory", database.DataDirectory);
            host.UseSetting("ConnectionStrings:Salon", database.ConnectionString);
            host.UseSetting("Salon:Moyasar:Address", provider.Address.AbsoluteUri);
            host.UseSetting("Logging:LogLevel:Default", "Error");
            host.ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.Remove(services.Single(service => service.ImplementationType == typeof(JobRunner)));
            });
        });
    }

    public static async Task<Afterwards> OpenAsync(DatabaseOptions database, PaymentProvider provider)
    {
        var after = new Afterwards(database, provider);
        after.site.UseKestrel();
        after.site.StartServer();
        await using var db = await after.Get<Database>().OpenAcrossAsync(default);
        after.salon = await db.Organizations.Where(o => o.Slug == "lamsa").Select(o => o.Id).SingleAsync();
        return after;
    }

    /// <summary>Lets an hour and a half pass: leases end, what was not heard of is asked about, refunds come to their end.</summary>
    public async Task ComeToRestAsync()
    {
        for (var i = 0; i < 14; i++)
        {
            clock.Advance(Duration.FromMinutes(6));
            using (var scope = site.Services.CreateScope()) await scope.ServiceProvider.GetRequiredService<FollowPaymentsJob>().RunAsync(default);
            await BeIdleAsync(); // a call that is under way must not see minutes pass: no call takes as long as the program waits before it asks again
        }

        await Get<ReconcileService>().CompareAsync(salon, default);
        await BeIdleAsync();
    }

    private Task BeIdleAsync() => Eventually.TrueAsync(async () => !await IsBusyAsync(), "the outbox comes to rest");

    public async Task AgreesAsync(IReadOnlyDictionary<Guid, long> refunds)
    {
        var theirs = provider.Store.List("payment", "lamsa").Where(p => (string?)p["status"] is "paid" or "captured" or "refunded").ToList();
        var payments = await QueryAsync(db => db.Payments.Where(p => p.Method == PaymentMethod.Online).AsNoTracking().ToListAsync()); // the demo's earlier visits were paid at the counter
        var visits = payments.Select(p => (BookingId?)p.BookingId).ToHashSet();
        var entries = (await QueryAsync(db => db.Ledger.AsNoTracking().ToListAsync())).FindAll(e => visits.Contains(e.BookingId));
        var bookings = await QueryAsync(db => db.Bookings.AsNoTracking().ToDictionaryAsync(b => b.Id));
        var issued = await QueryAsync(db => db.TaxInvoices.OrderBy(i => i.Number).AsNoTracking().ToListAsync());
        var documents = issued.FindAll(d => visits.Contains(d.BookingId));
        long Balance(Account account) => entries.Sum(e => (e.Debit == account ? e.Amount.Minor : 0) - (e.Credit == account ? e.Amount.Minor : 0));

        var left = theirs.Sum(p => MoyasarShapes.Number(p["amount"]) - MoyasarShapes.Number(p["refunded"]));
        Assert.NotEmpty(theirs);
        Assert.Equal(left, payments.Sum(p => p.CapturedMinor - p.RefundedMinor));
        Assert.Equal(left, Balance(Account.Clearing) + Balance(Account.Fees));
        Assert.Equal(0, Enum.GetValues<Account>().Sum(Balance));
        Assert.All(theirs.GroupBy(p => (string?)p["invoice_id"]), page => Assert.Single(page)); // one charge for each try
        Assert.Equal(theirs.Count, entries.Where(e => e.Cause.StartsWith("paid:", StringComparison.Ordinal)).Select(e => e.Cause).Distinct().Count());

        Assert.All(payments.Where(p => p.CapturedMinor > 0), p => Assert.True(
            bookings[p.BookingId].Status == BookingStatus.Confirmed || p.RefundedMinor == p.CapturedMinor, $"{p.CapturedMinor} came for a visit that is {bookings[p.BookingId].Status}, {p.RefundedMinor} went back."));
        Assert.All(refunds, refund => Assert.Equal(refund.Value, payments.Single(p => p.Id.Value == refund.Key).RefundedMinor));

        Assert.Null(InvoiceHash.FirstBroken(issued));
        Assert.Equal(-Balance(Account.Vat), documents.Sum(d => d.Kind == InvoiceKind.CreditNote ? -d.VatMinor : d.VatMinor));
        Assert.Equal(left, documents.Sum(d => d.Kind == InvoiceKind.CreditNote ? -d.Gross.Minor : d.Gross.Minor)); // each riyal has its document
    }

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    private T Get<T>() where T : notnull => site.Services.GetRequiredService<T>();

    private async Task<T> QueryAsync<T>(Func<SalonDb, Task<T>> read)
    {
        await using var db = await Get<Database>().OpenAsync(salon, default);
        return await read(db);
    }

    private Task<bool> IsBusyAsync()
    {
        var now = clock.Now;
        return QueryAsync(db => db.Outbox.AnyAsync(m => m.DoneAt == null && m.FailedAt == null && m.DueAt <= now));
    }
}
