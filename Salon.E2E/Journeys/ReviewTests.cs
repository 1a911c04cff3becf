using System.Globalization;
using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

[Collection(CustomerStage.Name)]
public sealed class ReviewTests(Stage stage)
{
    [Theory, BothLanguagesMirrored]
    public async Task A_review_changes_the_rating_on_the_salons_page(View view)
    {
        await using var her = await stage.EnterAsync(view);
        var before = await CountAsync(her);
        var name = $"{(view.Language == "ar" ? "هند" : "Hind")} {Turn(view)}";
        var visit = await VisitAsync(her, name);

        await her.GoAsync(visit);
        await her.Link("Public.WriteReview").ClickAsync();
        await her.Page.Locator("label").Filter(new() { HasText = her.T["Public.Stars4"] }).ClickAsync(); // the star itself, as a finger would
        await Expect(her.Page.GetByRole(AriaRole.Radio, new() { Name = her.T["Public.Stars4"] })).ToBeCheckedAsync();
        var words = string.Create(CultureInfo.InvariantCulture, $"{(view.Language == "ar" ? "تجربة جميلة" : "A lovely visit")} {Turn(view)} {Guid.NewGuid():N}");
        await her.Page.GetByRole(AriaRole.Textbox).FillAsync(words);
        await her.LookAsync("review-write");
        await her.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).Last.ClickAsync();
        await her.ArriveAsync("Public.ReviewThanks");
        await her.LookAsync("review-done");

        await her.GoAsync($"/{Demo.Lamsa}/reviews");
        await Expect(her.Page.GetByText(words)).ToBeVisibleAsync();
        await her.LookAsync("reviews");
        Assert.Equal(before + 1, await CountAsync(her));
    }

    // She comes and goes; the desk writes it down.
    private async Task<string> VisitAsync(Person her, string name)
    {
        var phone = stage.NewPhone();
        using var api = await DeskApi.SignInAsync(stage.Host, Demo.Desk);
        var branch = await her.FirstBranchAsync();
        var start = await api.BookInThePastAsync(Demo.Lamsa, branch, Demo.BlowDry, name, phone);
        var date = start.InZone(Demo.Riyadh).Minus(Duration.FromHours(5)).Date;

        await using var desk = await stage.EnterAsync(her.View);
        await desk.SignInAsync(Demo.Desk);
        await desk.GoAsync($"/desk/{Demo.Lamsa}?view=agenda&branch={branch}&date={date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}");
        await desk.Button("Desk.ArriveNamed", name).ClickAsync();
        await desk.Button("Desk.CompleteNamed", name).ClickAsync();
        await desk.SeesAsync(desk.Page.GetByText(desk.T["Desk.DoneComplete", name]));

        await her.SignInAsync(phone);
        await her.GoAsync("/my/bookings");
        return (await her.Page.GetByRole(AriaRole.Article).Locator("h3 a").First.GetAttributeAsync("href"))!;
    }

    // Each view under a name of its own.
    private static int Turn(View view) => 1 + (view.Language == "ar" ? 0 : 1) + (view.Width > 500 ? 0 : 2);

    private static async Task<int> CountAsync(Person her)
    {
        await her.GoAsync($"/{Demo.Lamsa}");
        var facts = await her.Page.Locator("script[type='application/ld+json']").TextContentAsync();
        using var json = System.Text.Json.JsonDocument.Parse(facts!);
        return json.RootElement.GetProperty("aggregateRating").GetProperty("reviewCount").GetInt32();
    }
}
