using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Payments.Rules;
using Salon.Payments.Till;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Tests.Payments;
using Salon.Tests.World;

namespace Salon.Tests.Data;

/// <summary>A salon that has worked with an older Salon goes on with the newer one.</summary>
[Trait("Pace", "Slow")]
public sealed class UpgradeTests
{
    [Theory, BothDatabases, Trait("Proves", "R-25")]
    public async Task A_database_of_every_earlier_release_keeps_its_bookings_and_its_guards(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(10), shop.Haircut, shop.Mona)).TryGet(out var id, out _));

        foreach (var earlier in await MigrationsAsync(world))
        {
            await GoToAsync(world, earlier);
            await world.Database.MigrateAsync(CancellationToken.None);

            Assert.Empty(await MissingColumnsAsync(world));
            var kept = await shop.ReadAsync(id);
            Assert.Equal((BookingStatus.Confirmed, Shop.At(10), 1), (kept.Status, kept.StartsAt, kept.Lines.Count));
            var again = await shop.QueryAsync(read => read.BookingEvents.CountAsync(e => e.BookingId == id));
            Assert.Equal(1, again);
            Assert.Equal(BookingErrors.SlotTaken.Code, (await ClaimAsync(world, shop))?.Code);
        }
    }

    [Theory, BothDatabases]
    public async Task Money_taken_before_the_counter_had_its_tables_pays_for_the_visit_and_its_new_lines(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 4000, 2000, 0, []));

        await GoToAsync(world, (await MigrationsAsync(world)).First(m => m.EndsWith("_Payments", StringComparison.Ordinal)));
        await world.Database.MigrateAsync(CancellationToken.None);

        Assert.Null((await world.Get<BillService>().SellAsync(shop.Desk, visit, new(RowId.New(), "Oil", 1, 500, null), default)).Error);
        var bill = (await shop.QueryAsync(read => Bill.ReadAsync(read, visit, default)))!;
        Assert.Equal((10500, 6000, 4500), (bill.Total.Minor, bill.Paid.Minor, bill.Due.Minor));
        await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => write.BillLines.ExecuteDeleteAsync()); // only added to, from the first day
    }

    [Theory, BothDatabases]
    public async Task Visits_that_ended_before_they_were_counted_with_the_customer_are_counted_then(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(10), shop.Haircut, shop.Mona)).TryGet(out var came, out _));
        Assert.True((await shop.BookAsync(Shop.At(14), shop.Haircut, shop.Mona)).TryGet(out var stayedAway, out _));
        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            await write.Bookings.Where(b => b.Id == came).ExecuteUpdateAsync(set => set.SetProperty(b => b.Status, BookingStatus.Completed));
            await write.Bookings.Where(b => b.Id == stayedAway).ExecuteUpdateAsync(set => set.SetProperty(b => b.Status, BookingStatus.NoShow));
            Assert.Null(await write.CommitAsync(default));
        }

        await GoToAsync(world, (await MigrationsAsync(world)).First(m => m.EndsWith("_DrawerMoves", StringComparison.Ordinal)));
        await world.Database.MigrateAsync(CancellationToken.None);

        var her = await shop.QueryAsync(read => read.Contacts.SingleAsync());
        Assert.Equal((1, 1, Shop.At(10)), (her.Visits, her.NoShows, her.LastVisitAt));
    }

    [Theory, BothDatabases]
    public async Task A_visit_agreed_before_services_and_kinds_of_customers_had_fees_keeps_its_rules(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var rules = new MoneyRules { LateFee = Share.Percent(40), TrustLadder = true };
        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            (await write.Organizations.SingleAsync(o => o.Id == shop.Id)).SetMoneyRules(rules);
            Assert.Null(await write.CommitAsync(default));
        }

        Assert.True((await shop.BookAsync(Shop.At(10), shop.Colour, shop.Mona)).TryGet(out var id, out _));
        await GoToAsync(world, (await MigrationsAsync(world)).First(m => m.EndsWith("_CardForm", StringComparison.Ordinal)));
        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            var visit = JsonNode.Parse(await write.Database.SqlQuery<string>($"""SELECT policy AS "Value" FROM bookings""").SingleAsync())!;
            var agreed = visit["money"]!.AsObject();
            Assert.True(agreed.Remove("tier") && agreed.Remove("ownFees"));
            AsOnceStored(agreed["rules"]!.AsObject());
            var salon = JsonNode.Parse(await write.Database.SqlQuery<string>($"""SELECT money AS "Value" FROM organizations WHERE slug = 'shop'""").SingleAsync())!.AsObject();
            AsOnceStored(salon);
            await write.Database.ExecuteSqlAsync($"UPDATE bookings SET policy = {visit.ToJsonString()}");
            await write.Database.ExecuteSqlAsync($"UPDATE organizations SET money = {salon.ToJsonString()} WHERE slug = 'shop'");
            Assert.Null(await write.CommitAsync(default));
        }

        await world.Database.MigrateAsync(CancellationToken.None);

        var expected = rules with { TrustedFees = new(Share.None, null) };
        Assert.Equal(expected, await shop.QueryAsync(read => read.Organizations.Where(o => o.Id == shop.Id).Select(o => o.Money).SingleAsync()));
        var policy = (await shop.ReadAsync(id)).Policy;
        Assert.Equal((expected, null, 0), (policy.Money!.Rules, policy.Money.Tier, policy.Money.OwnFees.Count));
        Settlement Late(VisitRecord record) => CancelPolicy.Settle(policy, 20_000, 20_000, CancelCause.ByCustomer, record, firstTime: false, Shop.At(9));
        Assert.Equal(new Settlement(8_000, 12_000, SettleReason.Late), Late(VisitRecord.Unknown));
        Assert.Equal(new Settlement(0, 20_000, SettleReason.Trusted), Late(new(3, 0)));
        Assert.Equal((OwnFees.AsUsual, null), await shop.QueryAsync(async read => await read.Services.SingleAsync(s => s.Id == shop.Colour) is var s ? (s.Fees, s.FreeUntilHours) : default));
        Assert.Equal((1, 4), await shop.QueryAsync(async read => (await read.ServiceNeeds.CountAsync(), await read.StaffSkills.CountAsync()))); // what hangs on a service
    }

    private static void AsOnceStored(JsonObject rules)
    {
        Assert.True(rules.Remove("trustedFees") && rules.Remove("missedFees") && !rules.ContainsKey("trustedCancelFree"));
        rules["trustedCancelFree"] = true;
    }

    private static async Task<Error?> ClaimAsync(SalonWorld world, Shop shop)
    {
        await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
        write.Claims.Add(Claim.Take(shop.Id, null, ClaimKind.Person, shop.Mona.Value, 0, new(Shop.At(10, 30), Shop.At(11, 30)), null));
        return await write.CommitAsync(default);
    }

    [Theory, BothDatabases]
    public async Task A_drawer_that_was_closed_before_cash_moved_without_a_visit_goes_on_from_there(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 4000, 0, 0, []));
        world.Clock.Advance(Duration.FromMinutes(1));
        var tuesday = new LocalDate(2026, 12, 8);
        Assert.Null((await world.Get<DayCloseService>().CloseAsync(shop.Desk, new(RowId.New(), shop.Branch, tuesday, 500, 4500, [], "as counted"), default)).Error);

        await GoToAsync(world, (await MigrationsAsync(world)).First(m => m.EndsWith("_ServiceFees", StringComparison.Ordinal)));
        await world.Database.MigrateAsync(CancellationToken.None);

        world.Clock.Set(Shop.At(12, day: 2));
        Assert.Null((await world.Get<DrawerService>().MoveAsync(shop.Desk, new(RowId.New(), shop.Branch, DrawerReason.PutIn, 300, "change"), default)).Error);
        world.Clock.Advance(Duration.FromMinutes(1));
        Assert.True((await world.Get<DeskMoneyQueries>().DayAsync(shop.Desk, shop.Branch, null, default)).TryGet(out var day, out _));
        Assert.Equal((tuesday, 500, 300), (day.SinceDate, day.OpeningMinor, day.CashMinor));
    }

    [Theory, BothDatabases]
    public async Task Names_of_rules_among_the_words_of_people_go_to_a_place_of_their_own_and_the_words_stay(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        var payment = (await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 10_000, 0, 0, []))).Payments[0];
        Assert.Null((await world.Get<BookingService>().CompleteAsync(shop.Desk, visit, default)).Error);
        await world.Get<ReceiptService>().CatchUpAsync(shop.Id, visit, default);
        foreach (var (minor, words) in ((long, string)[])[(1000, "Late"), (1500, "NoShow"), (2000, "spilled")])
            Assert.Null((await world.Get<PaymentService>().RefundAsync(shop.Owner, payment, minor, words, words, default)).Error);
        await world.Get<ReceiptService>().CatchUpAsync(shop.Id, visit, default);
        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            var paid = await write.Payments.SingleAsync(p => p.Id == payment);
            write.PaymentEvents.Add(PaymentEvent.Of(paid, PaymentNews.Voided, new(NewsFrom.Person, "VisitTookPlace"), world.Clock.Now));
            write.PaymentEvents.Add(PaymentEvent.Of(paid, PaymentNews.Voided, new(NewsFrom.Person, "Late", UserId.New()), world.Clock.Now));
            Assert.Null(await write.CommitAsync(default));
        }

        // As it was: one of the refunds is the program's, and documents know no reason but the words.
        await GoToAsync(world, (await MigrationsAsync(world)).First(m => m.EndsWith("_Hardening", StringComparison.Ordinal)));
        await using (var before = On(world.Options))
        {
            await before.Database.ExecuteSqlRawAsync(world.Options.IsPostgres ? "ALTER TABLE tax_invoices DISABLE TRIGGER USER" : "DROP TRIGGER tax_invoices_no_update");
            await before.Database.ExecuteSqlRawAsync("UPDATE tax_invoices SET content = replace(content, ',\"because\":null', '')");
            await before.Database.ExecuteSqlRawAsync("UPDATE refunds SET key = 'settle:' || key WHERE minor = 1500");
            if (world.Options.IsPostgres) await before.Database.ExecuteSqlRawAsync("ALTER TABLE tax_invoices ENABLE TRIGGER USER");
        }

        await world.Database.MigrateAsync(CancellationToken.None);

        (PaymentReason?, string?)[] expected = [(null, "Late"), (PaymentReason.NoShow, ""), (null, "spilled")];
        Assert.Equal(expected, await shop.QueryAsync(async read => (await read.Refunds.OrderBy(r => r.Minor).ToListAsync()).Select(r => (r.Because, (string?)r.Reason))));
        expected = [(null, "Late"), (PaymentReason.NoShow, null), (null, "spilled")];
        foreach (var news in (PaymentNews[])[PaymentNews.RefundWanted, PaymentNews.Refunded])
            Assert.Equal(expected, await shop.QueryAsync(async read => (await read.PaymentEvents.Where(e => e.News == news).OrderBy(e => e.Minor).ToListAsync()).Select(e => (e.Because, e.Words))));
        var voided = await shop.QueryAsync(async read => await read.PaymentEvents.Where(e => e.News == PaymentNews.Voided).OrderBy(e => e.Words).ToListAsync());
        Assert.Equal([(null, "Late", NewsFrom.Person, null), (PaymentReason.VisitTookPlace, null, NewsFrom.Policy, null)], voided.OrderBy(e => e.Because).Select(e => (e.Because, e.Words, e.From, e.Reference)));
        var documents = await shop.QueryAsync(read => read.TaxInvoices.OrderBy(i => i.Number).ToListAsync());
        Assert.Equal(expected, documents.Where(d => d.Kind == InvoiceKind.CreditNote).Select(d => (d.Content.Because, d.Content.Reason)));
        Assert.Null(InvoiceHash.FirstBroken(documents)); // the chain is as it was
        await using var late = await world.Database.OpenForWriteAsync(shop.Id, default);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => late.PaymentEvents.ExecuteDeleteAsync());
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => late.TaxInvoices.ExecuteDeleteAsync());
    }

    private static async Task<IReadOnlyList<string>> MigrationsAsync(SalonWorld world)
    {
        await using var read = await world.Database.OpenAcrossAsync(default);
        return [.. read.Database.GetMigrations().Reverse().Skip(1)];
    }

    // Of tables that a migration made anew from a model that had forgotten some.
    private static async Task<List<string>> MissingColumnsAsync(SalonWorld world)
    {
        var columns = world.Options.IsPostgres
            ? "SELECT column_name AS \"Value\" FROM information_schema.columns WHERE table_name = {0}"
            : "SELECT name AS \"Value\" FROM pragma_table_info({0})";
        await using var db = On(world.Options);
        var missing = new List<string>();
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            var there = await db.Database.SqlQueryRaw<string>(columns, table.Name).ToListAsync();
            missing.AddRange(table.Columns.Select(column => column.Name).Except(there, StringComparer.Ordinal).Select(column => $"{table.Name}.{column}"));
        }

        return missing;
    }

    private static async Task GoToAsync(SalonWorld world, string migration)
    {
        await using var connected = On(world.Options);
        await connected.GetService<IMigrator>().MigrateAsync(migration);
    }

    // The door opens files for reading, or inside a transaction; a migration wants neither.
    private static SalonDb On(DatabaseOptions options) => options.IsPostgres
        ? new PostgresSalonDb(new DbContextOptionsBuilder<PostgresSalonDb>().UseNpgsql($"{options.ConnectionString};Options=-c salon.organization=*").Options)
        : new SqliteSalonDb(new DbContextOptionsBuilder<SqliteSalonDb>().UseSqlite($"Data Source={options.SqliteFile};Foreign Keys=True;Pooling=False").Options);
}
