using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>Somebody who was here before, and somebody who knows exactly whom she wants.</summary>
[Collection(CustomerStage.Name)]
public sealed class ReturningTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task The_same_as_last_time_is_one_tap_away_and_her_name_is_known(View view)
    {
        await using var her = await stage.EnterAsync(view);
        using var desk = await DeskApi.SignInAsync(stage.Host, Demo.Desk);
        var phone = stage.NewPhone();
        await her.ChooseAsync(Demo.Lamsa, Demo.BlowDry);
        await her.KeepAsync(her.Soonest());
        await her.ProvePhoneAsync(phone);
        await her.ConfirmAsync("Hind");
        await desk.BookInThePastAsync(Demo.Lamsa, await her.FirstBranchAsync(), Demo.FringeTrim, "Hind", phone);

        await her.GoAsync($"/{Demo.Lamsa}");
        var offer = her.Page.GetByTestId("again");
        await her.SeesAsync(offer);
        await her.LookAsync("salon-again");

        await offer.GetByRole(AriaRole.Link, new() { Name = her.T["Public.SameAsLast"] }).ClickAsync();

        await her.ArriveAsync("Public.ChooseATime");
        await Expect(her.Page.Locator("#summary")).ToContainTextAsync(Demo.FringeTrim.In(her.Language));
        await her.LookAsync("book-time-again");
        await her.Soonest().ClickAsync();
        await her.ArriveAsync("Public.ConfirmTitle"); // her phone is proved already
        await Expect(her.Field("Public.NameLabel")).ToHaveValueAsync("Hind");
        await her.LookAsync("book-confirm-again");
    }

    [Theory, BothLanguagesMirrored]
    public async Task Each_service_may_have_a_person_of_its_own(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.ChooseAsync(Demo.Lamsa, Demo.BlowDry, Demo.Manicure);
        await her.Page.GetByText(her.T["Public.PersonPerService"]).ClickAsync();
        await ChipAsync(her, Demo.BlowDry, Demo.Haifa);
        await ChipAsync(her, Demo.Manicure, Demo.Rana);
        await her.LookAsync("book-time-people");

        await her.KeepAsync(her.Soonest());
        await her.ProvePhoneAsync(stage.NewPhone());
        var main = her.Page.GetByRole(AriaRole.Main);
        await Expect(main).ToContainTextAsync(Demo.Haifa.In(her.Language));
        await Expect(main).ToContainTextAsync(Demo.Rana.In(her.Language));
        await her.ConfirmAsync("Hind");
        await Expect(main).ToContainTextAsync(Demo.Rana.In(her.Language));
        await her.Page.ReloadAsync();
        await her.SeesAsync(her.Page.GetByTestId("messages").GetByText(her.T["Public.MessageConfirmed"]));
    }

    [Theory, BothLanguages]
    public async Task What_goes_well_with_a_service_is_added_in_one_tap(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.ChooseAsync(Demo.Lamsa, Demo.Manicure);
        var suggested = her.Page.GetByTestId("add-ons").GetByRole(AriaRole.Link).Filter(new() { HasText = Demo.GelPolish.In(her.Language) });
        await her.SeesAsync(suggested);
        await her.LookAsync("book-time-add-ons");

        await suggested.ClickAsync();
        await Expect(her.Page.Locator("#summary")).ToContainTextAsync(Demo.GelPolish.In(her.Language));
        await Expect(her.Page.Locator("#summary")).ToContainTextAsync(Demo.Manicure.In(her.Language));
        await Expect(suggested).ToHaveCountAsync(0);
        await her.KeepAsync(her.Soonest());
    }

    [Theory, BothLanguagesMirrored]
    public async Task Two_services_at_the_same_time_make_a_shorter_visit(View view)
    {
        await using var her = await stage.EnterAsync(view);
        await her.ChooseAsync(Demo.Lamsa, Demo.BlowDry, Demo.Manicure);
        await her.Link("Public.AtOnce").ClickAsync();
        await Expect(her.Link("Public.AtOnce")).ToHaveAttributeAsync("aria-current", "true");
        var start = await her.Soonest().MomentAsync();

        await her.KeepAsync(her.Soonest());
        await her.ProvePhoneAsync(stage.NewPhone());

        var end = start + Duration.FromMinutes(45); // the longer of the two
        await Expect(her.Page.GetByRole(AriaRole.Main)).ToContainTextAsync($"– {her.T.In(Demo.Riyadh).Formats.Time(end)}");
        await her.ConfirmAsync("Hind");
    }

    private static async Task ChipAsync(Person her, LocalizedText service, LocalizedText person)
    {
        var chips = her.Page.GetByRole(AriaRole.Navigation, new() { Name = her.T["Public.PersonFor", service.In(her.Language)] });
        await chips.GetByRole(AriaRole.Link, new() { Name = person.In(her.Language) }).ClickAsync();
        await Expect(chips.GetByRole(AriaRole.Link, new() { Name = person.In(her.Language) })).ToHaveAttributeAsync("aria-current", "true");
    }
}
