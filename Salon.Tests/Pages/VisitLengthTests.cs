using Salon.Bookings;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;
using Salon.Web.Components.Public;
using Salon.Web.Pages.Public.Book;

namespace Salon.Tests.Pages;

/// <summary>What a customer is told of the length of her visit before she taps a time is what she gets.</summary>
public sealed class VisitLengthTests
{
    [Theory, BothDatabases]
    public async Task A_kept_visit_is_as_long_as_its_page_of_times_said(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await SlowAndQuickAsync(world);
        foreach (var (hour, minute, staff) in new[] { (10, 15, shop.Mona), (11, 15, shop.Sara), (13, 30, shop.Mona), (15, 45, shop.Sara), (18, 0, shop.Mona) })
            Assert.Null((await shop.BookAsync(Shop.At(hour, minute), staff: staff)).Error); // gaps of every size
        var told = new List<Lengths>();

        var requests =
            from services in (ServiceId[][])[[shop.Haircut], [shop.Colour], [shop.Haircut, shop.Colour], [shop.Colour, shop.Haircut]]
            from staff in (StaffId?[])[null, shop.Mona, shop.Sara]
            from together in (bool[])[false, true]
            where !together || (services.Length > 1 && staff is null)
            select (Lines: services.Select(s => new WantedLine(s, staff)).ToList(), Together: together);

        foreach (var (lines, together) in requests)
        {
            var (summary, slots) = await ToldAsync(world, shop, lines, together);
            told.Add(summary.Length);
            foreach (var slot in slots.Where((_, place) => place % 7 == 0 || place == slots.Count - 1))
            {
                var visit = await KeptAsync(world, shop, new BookRequest(BookingId.New(), shop.Branch, slot.Start, lines) { Together = together });
                var length = visit.EndsAt - visit.StartsAt;
                var isTold = length >= summary.Length.Least && length <= summary.Length.Most;
                Assert.True(isTold, $"{length} was told as {summary.Length} ({string.Join(", ", lines)}, {together})");
                var kept = VisitSummary.Of(visit);
                Assert.Equal(Lengths.Of(length), kept.Length);
                if (kept.Wait is { } wait) Assert.True(summary.Wait is { } expected && wait.Most <= expected.Most, $"a wait of {wait.Most} was not told");
            }
        }

        Assert.Contains(told, length => length.Least < length.Most); // or nothing was proved
        Assert.Contains(told, length => length.Least == length.Most);
    }

    [Fact]
    public void One_length_is_told_as_one_and_several_as_a_range()
    {
        var texts = Texts.For(System.Globalization.CultureInfo.GetCultureInfo("en"));

        Assert.Equal(texts.Formats.Duration(Duration.FromMinutes(105)), Lengths.OfMinutes(105, 105).In(texts));
        var (least, most) = (texts.Formats.Duration(Duration.FromMinutes(105)), texts.Formats.Duration(Duration.FromMinutes(110)));
        Assert.Equal($"{least} to {most}", Lengths.OfMinutes(105, 110).In(texts));
    }

    // Sara takes 75 minutes for what Mona does in 60; there is clearing up after it, for which a customer may wait; services may be done at the same time.
    private static Task<Shop> SlowAndQuickAsync(SalonWorld world) => Shop.OpenAsync(world, also: (db, shop) =>
    {
        var salon = db.Organizations.Local.Single();
        salon.SetRules(salon.Rules with { AllowTogether = true }, salon.Cancellation);
        db.StaffSkills.Local.Single(s => s.StaffId == shop.Sara && s.ServiceId == shop.Haircut).Agree(75, null);
        var haircut = db.Services.Local.Single(s => s.Id == shop.Haircut);
        haircut.Change(haircut.CategoryId, haircut.Name, haircut.About, new(5, 60, 0, 0, 5), haircut.Price, haircut.VatBasisPoints, online: true);
    });

    private static async Task<(VisitSummary Summary, IReadOnlyList<Slot> Slots)> ToldAsync(
        SalonWorld world, Shop shop, IReadOnlyList<WantedLine> wanted, bool together)
    {
        Assert.True((await world.Get<SalonDirectory>().FindAsync("shop", default)).TryGet(out var salon, out _));
        var quoted = await world.Get<PublicTeam>().QuoteAsync(shop.Id, [.. wanted.Select(w => (w.Service, w.Staff))], shop.Branch, default);
        Assert.True(quoted.TryGet(out var quote, out _));
        var question = new VisitQuestion(shop.Id, shop.Branch, wanted) { Together = together };
        var day = new LocalDate(2026, 12, 8);
        Assert.True((await world.Get<FreeTimesService>().AvailabilityAsync(question, new(day, day), default)).TryGet(out var free, out _));
        IReadOnlyList<Slot> slots = [.. free.Days.SelectMany(date => date.Slots)];
        return (VisitSummary.Of(quote, salon.Money, wanted, [], salon.Branches[0]).Lasting(quote, slots, together), slots);
    }

    private static async Task<BookingView> KeptAsync(SalonWorld world, Shop shop, BookRequest request)
    {
        var (her, bookings) = (Shop.Visitor(shop, "her-browser"), world.Get<BookingService>());
        Assert.True((await bookings.HoldAsync(her, request, default)).TryGet(out var id, out var refusal), refusal?.Code);
        Assert.True((await world.Get<BookingQueries>().FindAsync(her, id, default)).TryGet(out var visit, out _));
        Assert.Null((await bookings.ReleaseAsync(her, id, default)));
        return visit;
    }
}
