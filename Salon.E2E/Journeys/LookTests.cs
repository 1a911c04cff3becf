using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>Every public page that no journey passes, and the main pages in the dark.</summary>
[Collection(CustomerStage.Name)]
public sealed class LookTests(Stage stage)
{
    [Theory, EveryView]
    public async Task Pages_beside_the_way_are_as_tidy_as_those_on_it(View view)
    {
        await using var her = await stage.EnterAsync(view);

        await her.GoAsync("/?q=zzzz");
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Heading, new() { Name = her.T["Public.NoResultsTitle"] }));
        await her.LookAsync("search-nothing");

        await LookAtMissingAsync(her, "/no-such-salon", "not-found");
        await LookAtMissingAsync(her, "/b/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "link-over");

        await her.GoAsync($"/{Demo.Lamsa}/book/time");
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = her.T["Public.ChooseServiceFirst"] }));
        await her.LookAsync("book-nothing-chosen");

        await her.GoAsync($"/{Demo.Lamsa}/book/phone");
        await her.ArriveAsync("Public.HoldOver");
        await her.LookAsync("hold-over");

        await her.GoAsync("/my/profile");
        await her.ArriveAsync("Public.SignInTitle");
        await her.LookAsync("sign-in");
    }

    [Theory, EveryView]
    public async Task Somebody_who_signs_in_without_bookings_finds_an_empty_page_and_her_profile(View view)
    {
        await using var her = await stage.EnterAsync(view);
        var phone = stage.NewPhone();
        await her.GoAsync("/sign-in");
        await her.AskForCodeAsync(phone);
        await her.LookAsync("sign-in-code");
        await her.Field("Public.CodeLabel").FillAsync("000000");
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Alert));
        await her.LookAsync("sign-in-code-wrong");
        await her.TypeCodeAsync(phone);
        await her.ArriveAsync("Public.NoBookingsTitle");
        await her.LookAsync("my-bookings-empty");

        await her.Link("Public.Profile").ClickAsync();
        await her.ArriveAsync("Public.Profile");
        await her.Field("Public.NameLabel").FillAsync("هند");
        await her.LookAsync("profile");
        await her.Button("Public.Save").ClickAsync();
        await her.SeesAsync(her.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = her.T["Public.Saved"] }));
        await Expect(her.Field("Public.NameLabel")).ToHaveValueAsync("هند");
    }

    [Fact]
    public async Task The_main_pages_can_be_read_in_the_dark()
    {
        await using var her = await stage.EnterAsync(View.ArabicPhone with { Dark = true });
        var phone = stage.NewPhone();
        await her.GoAsync("/");
        await her.LookAsync("home");
        await her.GoAsync($"/{Demo.Lamsa}");
        await her.LookAsync("salon");
        await her.GoAsync($"/{Demo.Lamsa}/book");
        await her.TickAsync(Demo.BlowDry);
        await her.LookAsync("book-services");
        await her.Button("Public.ChooseATime").ClickAsync();
        await her.ArriveAsync("Public.ChooseATime");
        await her.LookAsync("book-time");
        await her.KeepAsync(her.Soonest());
        await her.LookAsync("book-phone");
        await her.ProvePhoneAsync(phone);
        await her.LookAsync("book-confirm");
        await her.ConfirmAsync("هند");
        await her.LookAsync("book-done");
        await her.GoAsync("/my/bookings");
        await her.LookAsync("my-bookings");
    }

    [Fact]
    public async Task A_look_finds_what_is_wrong()
    {
        await using var her = await stage.EnterAsync(View.EnglishDesktop);
        await her.GoAsync("/");
        await her.Page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.svg\"><p style=\"color: #bbb; background: #fff\">pale</p><button></button>')");

        var found = string.Join('\n', await Axe.AskAsync(her.Page));

        Assert.All(new[] { "image-alt", "color-contrast", "button-name" }, rule => Assert.Contains($"{rule}: ", found, StringComparison.Ordinal));
    }

    private static async Task LookAtMissingAsync(Person her, string path, string name)
    {
        var answer = await her.Page.GotoAsync(path);
        Assert.Equal(404, answer!.Status);
        await her.ArriveAsync("Public.NotFoundTitle");
        await her.LookAsync(name);
    }
}
