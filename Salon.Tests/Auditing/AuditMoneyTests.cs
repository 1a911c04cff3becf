using Microsoft.EntityFrameworkCore;
using Salon.Auditing;
using Salon.Payments.Till;
using Salon.Reporting;
using Salon.Tests.Payments;
using Salon.Tests.World;
using Salon.Web.Pages.Admin;

namespace Salon.Tests.Auditing;

/// <summary>One act at the till is one line of the audit log, in words an owner understands.</summary>
public sealed class AuditMoneyTests
{
    [Theory, BothDatabases]
    public async Task Taking_a_payment_is_one_line_that_says_how_much_for_which_visit(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        var before = (await EntriesAsync(world, shop)).Count;

        Assert.True((await world.Get<CheckoutService>().PayAsync(shop.Desk, new(CheckoutId.New(), visit, 4000, 7500, 5000, [new(shop.Mona, 1500)]), default)).TryGet(out _, out var refusal), refusal?.Code);

        var entries = await EntriesAsync(world, shop);
        Assert.Equal(before + 1, entries.Count);
        var entry = entries[0];
        Assert.Equal(("Booking", visit.Value, shop.Desk.User), (entry.Subject, entry.SubjectId, entry.User));
        Assert.Equal(["Payment"], entry.Changes.Select(c => c.Field));
        var number = await shop.QueryAsync(read => read.Bookings.Where(b => b.Id == visit).Select(b => b.Number).SingleAsync());
        foreach (var (language, did) in new[] { (Languages.English, "took SAR 115 for"), (Languages.Arabic, "استلام 115 ر.س مقابل") })
        {
            var words = await WordsAsync(world, shop, entries, language);
            Assert.Equal((Plain(did), $"{number}"), (Plain(words.Did(entry)), words.What(entry)));
            Assert.DoesNotContain("4000", words.Show(entry.Subject, "Payment", entry.Changes[0].After), StringComparison.Ordinal); // never halalas
        }
    }

    [Theory, BothDatabases]
    public async Task Each_step_of_a_visit_is_told_by_its_name(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);

        var entries = await EntriesAsync(world, shop);

        var words = await WordsAsync(world, shop, entries, Languages.English);
        Assert.Equal("marked as arrived", words.Did(entries[0]));
    }

    [Theory, BothDatabases]
    public async Task Undoing_a_day_close_is_one_line_that_says_which_day_of_which_branch_and_why(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);
        var close = RowId.New();
        Assert.Null((await world.Get<DayCloseService>().CloseAsync(shop.Desk, new(close, shop.Branch, new(2026, 12, 8), 0, 0, [], ""), default)).Error);
        var before = (await EntriesAsync(world, shop)).Count;
        world.Clock.Advance(Duration.FromMinutes(1));

        Assert.Null(await world.Get<DayCloseService>().UndoAsync(shop.Owner, close, "Open", default));

        var entries = await EntriesAsync(world, shop);
        Assert.Equal(before + 1, entries.Count);
        var entry = entries[0];
        foreach (var (language, line, branch) in new[] { (Languages.English, "undid a day close 8 December 2026", "Main"), (Languages.Arabic, "التراجع عن إقفال يوم 8 ديسمبر 2026", "الرئيسي") })
        {
            var words = await WordsAsync(world, shop, entries, language);
            Assert.Equal(Plain(line), Plain($"{words.Did(entry)} {words.Subject(entry.Subject)} {words.What(entry)}"));
            var detail = words.Show(entry.Subject, entry.Changes.Single().Field, entry.Changes.Single().After);
            Assert.Contains("Open", detail, StringComparison.Ordinal); // what she typed, though it is a value's name too
            Assert.Contains(branch, detail, StringComparison.Ordinal);
        }
    }

    // Directions and spaces that only the screen needs.
    private static string Plain(string text) => new([.. text.Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)]);

    private static async Task<AuditWords> WordsAsync(SalonWorld world, Shop shop, IReadOnlyList<AuditRow> rows, System.Globalization.CultureInfo language)
    {
        Assert.True((await world.Get<AuditNames>().ReadAsync(Owner(shop), rows, default)).TryGet(out var names, out _));
        return new AuditWords(Texts.For(language).In(DateTimeZoneProviders.Tzdb["Asia/Riyadh"]), world.Get<AuditDetails>(), names, "SAR");
    }

    private static async Task<IReadOnlyList<AuditRow>> EntriesAsync(SalonWorld world, Shop shop)
    {
        Assert.True((await world.Get<AuditLog>().ReadAsync(Owner(shop), new(), 1, default)).TryGet(out var page, out _));
        return page.Rows;
    }

    private static Actor Owner(Shop shop) => new(shop.Id, null, Role.Owner);
}
