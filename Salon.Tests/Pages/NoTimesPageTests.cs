using AngleSharp.Dom;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

/// <summary>A day without a time says why, and shows what a customer can do about it.</summary>
public sealed class NoTimesPageTests
{
    [Theory]
    [InlineData("2026-12-09", true, "PersonOffNamed", "Try anyone")]
    [InlineData("2026-12-10", false, "NobodyWorks", "Go to the next free day")]
    [InlineData("2026-12-12", false, "BranchClosed", "Go to the next free day")]
    [InlineData("2026-12-11", true, "FullyBooked", "Join the waitlist")]
    [InlineData("2026-12-07", false, "TooLate", "Go to the next free day")]
    [InlineData("2027-12-01", false, "BeyondHorizon", "Go to the next free day")]
    public async Task Each_reason_has_its_sentence_and_its_way_on(string date, bool asksForMona, string reason, string wayOn)
    {
        await using var world = await VisitPageTests.WorldAsync();
        var shop = await Shop.OpenAsync(world, also: (db, shop) =>
        {
            db.StaffOverrides.Add(StaffOverride.On(shop.Id, shop.Mona, shop.Branch, new LocalDate(2026, 12, 9), null));
            foreach (var person in (StaffId[])[shop.Mona, shop.Sara])
                db.StaffOverrides.Add(StaffOverride.On(shop.Id, person, shop.Branch, new LocalDate(2026, 12, 10), null));
            db.StaffOverrides.Add(StaffOverride.On(shop.Id, shop.Mona, shop.Branch, new LocalDate(2026, 12, 11), new(600, 660)));
            db.BranchExceptions.Add(BranchException.On(shop.Id, shop.Branch, new LocalDate(2026, 12, 12), null, LocalizedText.Empty));
        });
        Assert.Null((await shop.BookAsync(Shop.At(10, day: 4), staff: shop.Mona)).Error); // her one hour of that day
        world.Clock.Set(Shop.At(21, 30, day: 0));
        var her = new Browser(world);

        await her.OpenAsync($"/shop/book/time?service={shop.Haircut}&date={date}&culture=en{(asksForMona ? $"&staff={shop.Mona}" : "")}");

        var page = her.Page.QuerySelector("main form")!;
        Assert.Empty(BookingPagesTests.Times(her));
        Assert.Contains(Sentence(reason), Plain(page.TextContent), StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("a.button"), a => a.TextContent.Trim() == wayOn);
    }

    private static string Sentence(string reason)
    {
        var texts = Texts.For(System.Globalization.CultureInfo.GetCultureInfo("en"));
        return Plain(reason switch
        {
            "PersonOffNamed" => texts["Public.NoTimesBecause.PersonOffNamed", "Mona"],
            "BranchClosed" => texts["Public.NoTimesBecause.BranchClosed", "Main"],
            "BeyondHorizon" => texts.Count("Public.NoTimesBecause.BeyondHorizon", Salon.Tenancy.BookingRules.Default.HorizonDays),
            _ => texts[$"Public.NoTimesBecause.{reason}"],
        });
    }

    private static string Plain(string text) => string.Concat(text.Where(c => c is not (>= '\u2066' and <= '\u2069')));
}
