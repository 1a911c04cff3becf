using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>The comparison with the provider reads a great deal and mostly finds nothing new; nobody waits for it to write.</summary>
public sealed class ComparisonTests
{
    [Theory, BothDatabases]
    public async Task A_comparison_takes_a_turn_at_writing_only_for_news(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (_, first, provider) = await site.PaidAsync(14);
        await site.PaidAsync(16);
        await using var counted = new CountedDatabase(site.Database, site.Clock);
        var reconcile = new ReconcileService(counted, site.Get<IPaymentGateway>(), site.Get<PaymentAccounts>(), new PaymentRecorder(counted, site.Clock), site.Clock);

        Assert.Equal(2, await reconcile.CompareAsync(site.Shop.Id, default));
        Assert.Equal(1, counted.Writes); // that it was done

        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        site.Bank.Refund("shop", provider, 1500);
        Assert.Equal(2, await reconcile.CompareAsync(site.Shop.Id, default));
        Assert.Equal(3, counted.Writes); // the refund, and that it was done
        Assert.Equal(1500, (await site.PaymentAsync(first)).RefundedMinor);
    }

    [Theory, BothDatabases]
    public async Task The_times_of_a_payment_are_told_where_its_branch_is(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (_, payment, _) = await site.PaidAsync(14);
        await using (var write = await site.Database.OpenForWriteAsync(site.Shop.Id, default))
        {
            await write.Branches.Where(b => b.Id == site.Shop.Branch).ExecuteUpdateAsync(set => set.SetProperty(b => b.ZoneId, "Asia/Tokyo"));
            await PaymentRecorder.NoteAsync(write, new(WorkKind.Contradiction, "differs:a", payment, "a", 1, 2), site.Clock.Now, default);
            await PaymentRecorder.NoteAsync(write, new(WorkKind.UnknownPayment, "unknown:b", null, "b", 0, 2), site.Clock.Now, default);
            Assert.Null(await write.CommitAsync(default));
        }

        Assert.True((await site.Get<PaymentQueries>().FindAsync(site.Shop.Owner, payment, default)).TryGet(out var view, out _));
        Assert.Equal("Asia/Tokyo", view.Row.Zone.Id);
        Assert.True((await site.Get<PaymentQueries>().WorkItemsAsync(site.Shop.Owner, default)).TryGet(out var items, out _));
        Assert.Equal((string?[])["Asia/Tokyo", null], items.OrderBy(i => i.ProviderId, StringComparer.Ordinal).Select(i => i.Zone?.Id));
    }

    private sealed class CountedDatabase(Database store, TimeProvider clock) : Database(clock)
    {
        public int Writes { get; private set; }

        internal override IModel Model => store.Model;

        public override Task<SalonDb> OpenAsync(OrganizationId organization, CancellationToken ct) => store.OpenAsync(organization, ct);

        public override Task<SalonDb> OpenAcrossAsync(CancellationToken ct) => store.OpenAcrossAsync(ct);

        public override Task<SalonDb> OpenForOneAsync(OrganizationId organization, CancellationToken ct) => store.OpenForOneAsync(organization, ct);

        public override Task<SalonDb> OpenForOneAcrossAsync(CancellationToken ct) => store.OpenForOneAcrossAsync(ct);

        public override Task<SalonDb> OpenForWriteAsync(OrganizationId organization, CancellationToken ct)
        {
            Writes++;
            return store.OpenForWriteAsync(organization, ct);
        }

        public override Task<SalonDb> OpenForWriteAcrossAsync(CancellationToken ct) => store.OpenForWriteAcrossAsync(ct);

        public override Task MigrateAsync(CancellationToken ct) => store.MigrateAsync(ct);

        public override Task GatherStatisticsAsync(CancellationToken ct) => store.GatherStatisticsAsync(ct);

        public override Task<bool> IsStuckAsync(CancellationToken ct) => store.IsStuckAsync(ct);

        public override Task BackupAsync(string file, CancellationToken ct) => store.BackupAsync(file, ct);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask; // its site closes the store
    }
}
