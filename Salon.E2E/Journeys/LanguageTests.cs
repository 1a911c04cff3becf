using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>The other language is chosen in the middle of something.</summary>
[Collection(CustomerStage.Name)]
public sealed class LanguageTests(Stage stage)
{
    [Fact]
    public async Task What_she_typed_is_there_in_the_other_language_and_nowhere_else()
    {
        await using var her = await stage.EnterAsync(View.ArabicPhone);
        var (arabic, english) = (Texts.For(Languages.Arabic), Texts.For(Languages.English));
        var number = her.Page.Locator("input[name='Phone.Number']");
        await her.GoAsync("/sign-in");
        await number.FillAsync("055 123 4567");
        await her.Page.GetByText(arabic["Public.Sms"], new() { Exact = true }).ClickAsync();

        await her.Page.GetByRole(AriaRole.Link, new() { Name = arabic["Public.SwitchLanguage"] }).ClickAsync();

        await Expect(her.Page.GetByRole(AriaRole.Heading, new() { Name = english["Public.SignInTitle"], Level = 1 })).ToBeVisibleAsync();
        await Expect(number).ToHaveValueAsync("055 123 4567");
        await Expect(her.Page.Locator("input[value=sms]")).ToBeCheckedAsync();
        await her.GoAsync("/sign-in");
        await Expect(number).ToHaveValueAsync("");
        Assert.Equal(0, await her.Page.EvaluateAsync<int>("sessionStorage.length"));
    }
}
