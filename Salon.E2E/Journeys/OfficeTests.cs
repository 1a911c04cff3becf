using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>The back office: its pages can be read by everybody, and its owner gets along without help.</summary>
[Collection(DeskStage.Name)]
public sealed class OfficeTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task Whoever_opens_a_salon_is_led_to_her_first_booking(View view)
    {
        await using var owner = await stage.EnterAsync(view);
        var slug = $"jasmine-{view.Language}";
        await owner.SignInAsync(stage.NewPhone());
        await owner.GoAsync("/sign-up");
        await owner.ArriveAsync("Admin.SignUp");
        await FillBothAsync(owner, "Admin.SalonName", "Jasmine", "ياسمين");
        await FillBothAsync(owner, "Admin.City", "Jeddah", "جدة");
        await owner.Field("Admin.PageAddress").FillAsync(slug);
        await owner.Button("Admin.OpenMySalon").ClickAsync();
        await owner.ArriveAsync("Admin.HomeTitle");
        await owner.LookAsync("first-run");

        await FixAsync(owner, "Readiness.Item.NoServices");
        await FillBothAsync(owner, "Admin.HeadingName", "Hair", "شعر");
        await SaveAsync(owner);
        await owner.GoAsync($"/admin/{slug}");
        await FixAsync(owner, "Readiness.Item.NoServices");
        await FillBothAsync(owner, "Admin.ServiceName", "Haircut", "قص الشعر");
        await owner.Field("Admin.PriceAlone").FillAsync("90");
        await SaveAsync(owner);
        await owner.GoAsync($"/admin/{slug}");
        await FixAsync(owner, "Readiness.Item.NoTeam");
        await FillBothAsync(owner, "Admin.PersonName", "Lina", "لينا");
        await owner.Page.GetByRole(AriaRole.Checkbox, new() { Name = view.Language == "ar" ? "قص الشعر" : "Haircut" }).CheckAsync();
        await SaveAsync(owner);
        await owner.Button("Admin.AsTheBranch").ClickAsync();
        await owner.Button("Admin.SaveWeek").ClickAsync();
        await Expect(owner.Page.GetByText(owner.T["Admin.Unsaved"])).ToBeHiddenAsync();

        await owner.GoAsync($"/admin/{slug}");
        await owner.SeesAsync(owner.Page.GetByTestId("readiness").GetByText(owner.T["Readiness.Bookable"]));
        await owner.LookAsync("first-run-done");
        await owner.GoAsync($"/{slug}/book");
        await owner.SeesAsync(owner.Page.GetByText(view.Language == "ar" ? "قص الشعر" : "Haircut").First);
    }

    [Theory, BothLanguages]
    public async Task An_invited_stylist_signs_in_and_sees_only_what_she_may(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        var (phone, name) = (stage.NewPhone(), $"Rana {view}"); // every view invites somebody else
        await owner.GoAsync($"/admin/{Demo.Lamsa}/users");
        await owner.ArriveAsync("Admin.Users");
        await owner.Field("Admin.Phone").FillAsync(phone);
        await owner.Field("Admin.PersonName").FillAsync(name);
        await owner.Button("Admin.SendInvitation").ClickAsync();
        await owner.SeesAsync(owner.Page.GetByText(owner.T["Errors.Accounts.StylistIsSomebody"])); // whose visits would she see?
        await owner.Page.GetByLabel(owner.T["Admin.IsPerson"]).SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await owner.Button("Admin.SendInvitation").ClickAsync();
        await Expect(owner.Page.GetByTestId("member").Filter(new() { HasText = name })).ToBeVisibleAsync();
        await stage.Host.MessageAsync(phone, m => m.Text.Contains("/desk", StringComparison.Ordinal));

        await using var stylist = await stage.EnterAsync(view);
        await stylist.SignInAsync(phone);
        await stylist.GoAsync("/desk");
        await Expect(stylist.Page.Locator("h1").First).ToBeVisibleAsync();
        foreach (var closed in (string[])["", "/users", "/audit", "/report", "/branding", "/services"])
        {
            var answer = await stylist.Page.GotoAsync($"/admin/{Demo.Lamsa}{closed}");
            Assert.Equal(403, answer!.Status);
        }

        await owner.GoAsync($"/admin/{Demo.Lamsa}/audit?kind=Membership");
        await owner.SeesAsync(owner.Page.GetByTestId("audit-entry").First);
    }

    private static async Task FixAsync(Person owner, string item)
    {
        await owner.Page.GetByTestId("blocks").Filter(new() { HasText = owner.T[item] }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(owner.Page.GetByTestId("readiness")).ToHaveCountAsync(0);
    }

    private static async Task FillBothAsync(Person owner, string legend, string english, string arabic)
    {
        var group = owner.Page.GetByRole(AriaRole.Group, new() { Name = owner.T[legend], Exact = true });
        await group.GetByLabel(owner.T["Admin.InArabic"]).FillAsync(arabic);
        await group.GetByLabel(owner.T["Admin.InEnglish"]).FillAsync(english);
    }

    private static async Task SaveAsync(Person owner)
    {
        var here = owner.Page.Url;
        await owner.Page.Locator(".save-bar button[type=submit]").ClickAsync();
        await owner.Page.WaitForURLAsync(url => url != here);
    }
}
