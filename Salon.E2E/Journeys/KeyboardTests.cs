using Microsoft.Playwright;
using Salon.E2E.Host;

namespace Salon.E2E.Journeys;

[Collection(CustomerStage.Name)]
public sealed class KeyboardTests(Stage stage)
{
    private const int MostTabs = 120;

    [Fact]
    public async Task A_visit_is_booked_with_tab_space_and_enter_alone()
    {
        await using var her = await stage.EnterAsync(View.ArabicDesktop);
        var phone = stage.NewPhone();

        await her.GoAsync($"/{Demo.Lamsa}");
        await PressAsync(her, her.Link("Public.BookATime"), "Enter");
        await her.ArriveAsync("Public.ChooseServices");
        await PressAsync(her, her.Begins(AriaRole.Checkbox, Demo.BlowDry.In(her.Language)), "Space");
        await PressAsync(her, her.Button("Public.ChooseATime"), "Enter");
        await her.ArriveAsync("Public.ChooseATime");
        await PressAsync(her, her.Soonest(), "Enter");
        await her.ArriveAsync("Public.PhoneTitle");
        await TypeAsync(her, her.Field("Public.PhoneLabel"), PhoneNumber.FromStored(phone).ToNational());
        await PressAsync(her, her.Button("Public.SendCode"), "Enter");
        await her.ArriveAsync("Public.CodeTitle");
        await TypeAsync(her, her.Field("Public.CodeLabel"), await her.CodeAsync(phone));
        await her.ArriveAsync("Public.ConfirmTitle");
        await TypeAsync(her, her.Field("Public.NameLabel"), "هند");
        await PressAsync(her, her.Begins(AriaRole.Button, her.T["Public.ConfirmButton"]), "Space");
        await her.ArriveAsync("Public.BookedTitle");
    }

    private static async Task TypeAsync(Person her, ILocator field, string text)
    {
        await ReachAsync(her, field);
        await her.Page.Keyboard.TypeAsync(text);
    }

    private static async Task PressAsync(Person her, ILocator target, string key)
    {
        await ReachAsync(her, target);
        await her.Page.Keyboard.PressAsync(key);
    }

    // With the keyboard one must get there, see where one is, and have nothing lying on top of it.
    private static async Task ReachAsync(Person her, ILocator target)
    {
        await target.WaitForAsync();
        for (var i = 0; i < MostTabs && !await target.EvaluateAsync<bool>("e => e === document.activeElement"); i++) await her.Page.Keyboard.PressAsync("Tab");

        var seen = await target.EvaluateAsync<string>("""
            e => {
              if (e !== document.activeElement) return "out of reach";
              const shown = e.closest(".pick") ?? e;
              const style = getComputedStyle(shown);
              if (style.outlineStyle === "none" && style.boxShadow === "none") return "no sign of the focus";
              const box = shown.getBoundingClientRect();
              const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
              return shown.contains(top) || top?.contains(shown) ? "" : `covered by ${top?.outerHTML.slice(0, 80)}`;
            }
            """);
        Assert.Equal("", seen);
    }
}
