using Microsoft.EntityFrameworkCore;
using Salon.Auditing;
using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Payments.Till;
using Salon.Reporting;
using Salon.Tests.World;
using Salon.Web.Pages.Admin;

namespace Salon.Tests.Payments;

/// <summary>Why money moved: a person's words are read as she wrote them, a rule in the reader's language, and neither is taken for the other.</summary>
public sealed class ReasonTests
{
    private static readonly DateTimeZone Riyadh = DateTimeZoneProviders.Tzdb["Asia/Riyadh"];

    [Fact]
    public void The_reasons_of_the_policy_are_the_first_reasons_of_payments() =>
        Assert.All(Enum.GetValues<SettleReason>(), reason => Assert.Equal(reason.ToString(), Why.Of(reason).Because.ToString()));

    [Theory, BothDatabases]
    public async Task Whoever_types_the_name_of_a_rule_reads_what_she_typed(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        string[] names = ["Late", nameof(PaymentReason.RefundedOutside), nameof(PaymentReason.Voided), nameof(PaymentReason.VisitTookPlace)];
        var paid = await site.PaidAsync();
        foreach (var name in names) Assert.Null((await site.Get<PaymentService>().RefundAsync(site.Shop.Owner, paid.Payment, 100, name, name, default)).Error);
        await site.SettleAsync();

        foreach (var texts in Both)
        {
            Assert.Equal(names, await ToldAsync(site, paid.Payment, PaymentNews.RefundWanted, texts));
            Assert.Equal(names, await ToldAsync(site, paid.Payment, PaymentNews.Refunded, texts));
            Assert.Equal(names, (await FileAsync(site, texts)).Skip(1).Select(r => Csv.Text(r[6])).Where(reason => reason.Length > 0));
        }

        var notes = await NotesAsync(site);
        Assert.Equal(names.Select(n => new LocalizedText(n, n)), notes.Select(ReasonOn));
    }

    [Theory, BothDatabases]
    public async Task What_a_rule_decided_is_read_in_the_language_of_the_reader(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        var paid = await site.PaidAsync();
        Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.Desk, paid.Booking, "burst pipe", default)).Error);
        await site.SettleAsync();
        await site.GiveBackAsync();

        foreach (var texts in Both)
        {
            Assert.Equal([texts["Payments.BecauseBySalon"]], await ToldAsync(site, paid.Payment, PaymentNews.Refunded, texts));
            Assert.Equal(texts["Payments.BecauseBySalon"], Csv.Text((await FileAsync(site, texts))[2][6]));
        }

        Assert.Equal(new("Cancelled by the salon", "إلغاء من الصالون"), ReasonOn((await NotesAsync(site)).Single()));
        Assert.Null(InvoiceHash.FirstBroken(await site.DocumentsAsync()));
    }

    [Theory, BothDatabases]
    public async Task Why_a_promise_was_taken_or_let_go_stands_with_what_happened_to_it(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (byHand, byRule) = (await StaffMoneyTests.PromiseAsync(site), await StaffMoneyTests.PromiseAsync(site, 16));
        Assert.Null((await site.Get<PaymentService>().VoidAsync(site.Shop.Owner, byHand, "Late", default)).Error);
        var visit = (await site.PaymentAsync(byRule)).BookingId;
        Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.Desk, visit, "burst pipe", default)).Error);
        await site.SettleAsync();

        Assert.Equal(["Late"], await ToldAsync(site, byHand, PaymentNews.Voided, Texts.For(Languages.Arabic)));
        Assert.Equal(["إلغاء من الصالون"], await ToldAsync(site, byRule, PaymentNews.Voided, Texts.For(Languages.Arabic)));
        var told = await site.QueryAsync(d => d.PaymentEvents.SingleAsync(e => e.PaymentId == byRule && e.News == PaymentNews.Voided));
        Assert.Equal((NewsFrom.Policy, PaymentReason.BySalon, null, null), (told.From, told.Because, told.Words, told.Reference));
    }

    [Theory, BothDatabases]
    public async Task The_audit_log_repeats_what_was_typed_and_translates_what_was_chosen(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);
        Assert.Null((await world.Get<DrawerService>().MoveAsync(shop.Desk, new(RowId.New(), shop.Branch, DrawerReason.PaidOut, 1500, "Cash"), default)).Error);

        Assert.True((await world.Get<AuditLog>().ReadAsync(shop.Owner, new(), 1, default)).TryGet(out var page, out _));
        var row = page.Rows.First(r => r.Subject == nameof(DrawerMove));
        var words = new AuditWords(Texts.For(Languages.Arabic).In(Riyadh), world.Get<AuditDetails>(), new Dictionary<Guid, LocalizedText>(), "SAR");

        Assert.Equal("Cash", Show(nameof(DrawerMove.Note)));
        Assert.Equal(Texts.For(Languages.Arabic)["Audit.Value.PaidOut"], Show(nameof(DrawerMove.Reason)));
        string Show(string field) => words.Show(row.Subject, field, row.Changes.Single(c => c.Field == field).After);
    }

    private static IEnumerable<Texts> Both => [Texts.For(Languages.English).Unmarked, Texts.For(Languages.Arabic).Unmarked];

    private static async Task<IEnumerable<string?>> ToldAsync(PaySite site, PaymentId payment, PaymentNews news, Texts texts)
    {
        Assert.True((await site.Get<PaymentQueries>().FindAsync(site.Shop.Owner, payment, default)).TryGet(out var view, out _));
        return view.Timeline.Where(e => e.News == news).Select(e => e.Why.In(texts));
    }

    private static async Task<List<IReadOnlyList<object?>>> FileAsync(PaySite site, Texts texts)
    {
        var today = site.Clock.Now.InZone(Riyadh).Date;
        Assert.True((await site.Get<VatReports>().DocumentsAsync(site.Shop.Owner, new(null, new(today.PlusDays(-7), today.PlusDays(7))), Riyadh, default)).TryGet(out var rows, out _));
        return [.. MoneyWords.Documents(rows, texts)];
    }

    private static async Task<IReadOnlyList<TaxInvoice>> NotesAsync(PaySite site) => [.. (await site.DocumentsAsync()).Where(d => d.Kind == InvoiceKind.CreditNote)];

    private static LocalizedText ReasonOn(TaxInvoice note) =>
        ReceiptSheet.Of(new(note.Number, note.Kind, note.Scheme, note.BookingId, note.IssuedAt, note.Gross, note.VatMinor, note.Content, note.Qr))
            .Facts.Single(f => f.Label == ReceiptSheet.LabelOf("Receipts.Reason")).Value;
}
