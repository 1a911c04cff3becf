using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

[Collection(CustomerStage.Name)]
public sealed class FirstBookingTests(Stage stage)
{
    [Theory, EveryView]
    public async Task Somebody_new_finds_a_salon_and_books_two_services_at_the_first_free_time(View view)
    {
        await using var her = await stage.EnterAsync(view);
        var phone = stage.NewPhone();
        var name = view.Language == "ar" ? "هند العبدالله" : "Hind Alabdullah";

        await SearchAsync(her);
        await ChooseServicesAsync(her);
        await her.LookAsync("book-time");
        var start = await her.Soonest().MomentAsync();
        await her.KeepAsync(her.Soonest());
        await her.LookAsync("book-phone");
        await her.AskForCodeAsync(phone);
        await her.LookAsync("book-code");
        await her.TypeCodeAsync(phone);
        await her.ArriveAsync("Public.ConfirmTitle");
        await her.LookAsync("book-confirm");
        await her.ConfirmAsync(name);
        await her.LookAsync("book-done");

        await SeesHerVisitAsync(her, start);
        await KeepsItInHerCalendarAsync(her, start);
        await FindsItAmongHerBookingsAsync(her, start);
        await ReceivesAConfirmationAsync(her, phone);
    }

    // Spelled without care: "لمسه" is لمسة, and capital letters do not matter.
    private static async Task SearchAsync(Person her)
    {
        await her.GoAsync("/");
        await her.ArriveAsync("Public.HomeHeading");
        await her.LookAsync("home");
        await her.Page.GetByRole(AriaRole.Searchbox, new() { Name = her.T["Public.FindLabel"] }).FillAsync(her.View.Language == "ar" ? "لمسه" : "LAMSA");
        await her.Button("Public.Search").ClickAsync();
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = her.T.Count("Public.Found", 1) }));
        await her.LookAsync("search");

        var name = Demo.LamsaName.In(her.Language);
        await her.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true, Level = 1 }));
        await her.LookAsync("salon");
    }

    private static async Task ChooseServicesAsync(Person her)
    {
        await her.Link("Public.BookATime").ClickAsync();
        await her.ArriveAsync("Public.ChooseServices");
        await her.TickAsync(Demo.BlowDry);
        await her.TickAsync(Demo.FringeTrim);
        await her.LookAsync("book-services");
        await her.Button("Public.ChooseATime").ClickAsync();
        await her.ArriveAsync("Public.ChooseATime");
        await her.SeesAsync(her.Page.GetByText(her.T["Public.PayAtSalon"]).First); // what it costs and what leaving costs, before the first tap on a time
    }

    private static async Task SeesHerVisitAsync(Person her, Instant start)
    {
        var main = her.Page.GetByRole(AriaRole.Main);
        await Expect(main).ToContainTextAsync(her.T.In(Demo.Riyadh).Formats.DateAndTime(start));
        await Expect(main).ToContainTextAsync(Demo.BlowDry.In(her.Language));
        await Expect(main).ToContainTextAsync(Demo.FringeTrim.In(her.Language));
    }

    private static async Task KeepsItInHerCalendarAsync(Person her, Instant start)
    {
        var download = await her.Page.RunAndWaitForDownloadAsync(() => her.Link("Public.AddToCalendar").ClickAsync());
        Assert.EndsWith(".ics", download.SuggestedFilename, StringComparison.Ordinal);

        var entry = CalendarEntry.Parse(await File.ReadAllTextAsync(await download.PathAsync()));
        Assert.Equal(start, entry.Start);
        Assert.True(entry.End > start);
        Assert.Contains(Demo.BlowDry.In(her.Language), entry.Summary, StringComparison.Ordinal);
        Assert.Contains(Demo.FringeTrim.In(her.Language), entry.Summary, StringComparison.Ordinal);
    }

    private static async Task FindsItAmongHerBookingsAsync(Person her, Instant start)
    {
        await her.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = her.T["Public.MyBookings"] }).ClickAsync();
        await her.ArriveAsync("Public.MyBookings");
        var card = her.Page.GetByRole(AriaRole.Article);
        await Expect(card).ToHaveCountAsync(1);
        await Expect(card).ToContainTextAsync(Demo.LamsaName.In(her.Language));
        await Expect(card).ToContainTextAsync(her.T.In(Demo.Riyadh).Formats.Time(start));
        await Expect(card).ToContainTextAsync(her.T["Public.StatusConfirmed"]);
        await her.LookAsync("my-bookings");

        await card.GetByRole(AriaRole.Link).ClickAsync();
        await her.ArriveAsync("Public.ManageTitle", Demo.LamsaName.In(her.Language));
        await her.LookAsync("manage");
    }

    private async Task ReceivesAConfirmationAsync(Person her, string phone)
    {
        var message = await stage.Host.MessageAsync(phone, m => m.Text.Contains("/b/", StringComparison.Ordinal));
        Assert.Contains(Demo.LamsaName.In(her.Language), message.Text, StringComparison.Ordinal);
    }
}
