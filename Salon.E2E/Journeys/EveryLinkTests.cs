using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>As each role: every link of every page leads somewhere, and every question and form that a button opens can be read and closed, in both languages.</summary>
[Collection(DeskStage.Name)]
public sealed class EveryLinkTests(Stage stage)
{
    public static readonly TheoryData<string, string[]> Roles = new()
    {
        { Demo.Customer, ["/", "/my/bookings", "/my/profile"] },
        { Demo.Stylist, ["/desk"] },
        { Demo.Desk, ["/desk"] },
        { Demo.Manager, ["/desk", $"/admin/{Demo.Lamsa}"] },
        { Demo.Owner, ["/desk", $"/admin/{Demo.Lamsa}", "/sign-up"] },
        { Demo.Operator, ["/platform"] },
    };

    [Theory, MemberData(nameof(Roles))]
    public async Task Every_link_leads_to_a_page_and_every_question_opens(string phone, string[] first)
    {
        await using var reader = await stage.EnterAsAsync(View.EnglishDesktop, phone);
        var crawl = new Crawl(reader.Context.APIRequest, stage.Host.Address);
        await crawl.FollowAsync(first, address => phone is Demo.Customer or Demo.Operator && address.StartsWith("/desk", StringComparison.Ordinal));
        Assert.True(crawl.Faults.Count == 0, string.Join('\n', crawl.Faults));

        var asked = crawl.Pages.Where(p => p.Opens.Count > 0).ToList();
        foreach (var view in (View[])[View.ArabicDesktop, View.EnglishDesktop])
        {
            await using var person = view == reader.View ? null : await stage.EnterAsAsync(view, phone);
            var opened = await OpenAllAsync(person ?? reader, asked);
            Assert.Empty(asked.SelectMany(p => p.Opens).Except(opened));
        }
    }

    [Theory, BothLanguages]
    public async Task A_form_that_is_left_and_a_blocked_time_ask_first(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        await owner.GoAsync($"/admin/{Demo.Lamsa}/rules");
        await owner.ArriveAsync("Admin.Rules");
        await owner.Page.Locator("#hold").FillAsync("11");
        await owner.Page.Locator($"a[href='/admin/{Demo.Lamsa}/tax']").First.ClickAsync();
        await AsksAsync(owner, "Admin.LeaveTitle", "Admin.LeaveNo");
        await Expect(owner.Page.Locator("#hold")).ToHaveValueAsync("11");
        await owner.Page.Locator($"a[href='/admin/{Demo.Lamsa}/tax']").First.ClickAsync();
        await owner.Answer("Admin.LeaveYes").ClickAsync();
        await owner.ArriveAsync("Receipts.Settings");

        var day = NodaTime.Text.LocalDatePattern.Iso.Format(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InZone(Demo.Riyadh).Date.PlusDays(58 + view.Width % 7));
        await owner.OpenCalendarAsync($"view=day&date={day}");
        await owner.Page.Locator("[data-opens='Calendar.BlockTitle']").ClickAsync();
        await owner.Answer("Calendar.BlockYes").ClickAsync();
        var block = owner.Page.GetByTestId("block").And(owner.Page.Locator(":enabled")).First;
        await block.ClickAsync();
        await AsksAsync(owner, "Calendar.UnblockTitle", "Desk.Keep");
        await Expect(block).ToBeVisibleAsync();
    }

    private static async Task AsksAsync(Person person, string question, string answer)
    {
        await Expect(person.Dialog().GetByRole(AriaRole.Heading, new() { Name = person.T[question], Exact = true })).ToBeVisibleAsync();
        await person.LookAsync(question);
        await person.Answer(answer).ClickAsync();
        await Expect(person.Dialog()).ToBeHiddenAsync();
    }

    private static async Task<HashSet<string>> OpenAllAsync(Person person, IReadOnlyList<CrawledPage> pages)
    {
        var opened = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            var wanted = page.Opens.Where(o => !opened.Contains(o)).ToList();
            if (wanted.Count == 0) continue;
            await person.GoAsync(page.Address);
            await Expect(person.Page.Locator("[data-testid=calendar]:not([data-ready])")).ToHaveCountAsync(0);
            foreach (var name in wanted)
            {
                var button = person.Page.Locator($"[data-opens='{name}']:visible:enabled").First;
                if (await button.CountAsync() == 0) continue; // there, but not now: another page may have it
                await button.ClickAsync();
                await ReadAsync(person, $"{name} on {page.Address}");
                opened.Add(name);
            }
        }

        return opened;
    }

    private static async Task ReadAsync(Person person, string what)
    {
        var heading = person.Dialog().GetByRole(AriaRole.Heading, new() { Level = 2 });
        await Expect(heading).ToBeVisibleAsync();
        foreach (var choice in await person.Dialog().Locator("label:has(input[type=radio]):visible").AllAsync())
        {
            await choice.ClickAsync();
            await Expect(choice.Locator("input")).ToBeCheckedAsync();
        }

        Assert.False(string.IsNullOrWhiteSpace(await heading.TextContentAsync()), what);
        Assert.DoesNotContain("{", await person.Dialog().InnerTextAsync(), StringComparison.Ordinal);
        await person.Page.Keyboard.PressAsync("Escape");
        await Expect(person.Dialog()).ToBeHiddenAsync();
        await Expect(person.Page.Locator("h1").First).ToBeVisibleAsync();
    }
}
