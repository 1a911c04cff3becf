using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Salon.E2E.Host;
using Xunit.Sdk;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>Follows every link of the back office, one of each kind, so that no page is forgotten: each comes alive and can be read by everybody.</summary>
[Collection(DeskStage.Name)]
public sealed partial class EveryPageTests(Stage stage)
{
    public static readonly TheoryData<View> Views = [View.ArabicPhone, View.EnglishDesktop with { Dark = true }];

    [Theory, MemberData(nameof(Views))]
    public async Task Every_page_that_an_owner_can_reach_is_tidy(View view)
    {
        await using var owner = await stage.EnterAsAsync(view, Demo.Owner);
        var seen = await FollowAsync(owner, $"/admin/{Demo.Lamsa}", $"/desk/{Demo.Lamsa}/customers", $"/desk/{Demo.Lamsa}/stranded", $"/admin/{Demo.Lamsa}/resources", "/sign-up");
        Assert.True(seen.Count > 25, $"Only {seen.Count} pages were found: {string.Join(' ', seen)}");
    }

    [Theory, MemberData(nameof(Views))]
    public async Task Every_page_of_the_operator_is_tidy(View view)
    {
        await using var person = await stage.EnterAsAsync(view, Demo.Operator);
        Assert.True((await FollowAsync(person, "/platform")).Count >= 4);
    }

    private static async Task<HashSet<string>> FollowAsync(Person person, params string[] first)
    {
        var faults = new List<string>();
        var (left, seen) = (new Queue<string>(first), new HashSet<string>(first, StringComparer.Ordinal));
        while (left.TryDequeue(out var page))
        {
            await person.GoAsync(page);
            await Expect(person.Page.Locator(".office[data-live]")).ToBeVisibleAsync();
            await Expect(person.Page.Locator("h1")).ToBeVisibleAsync();
            try
            {
                await person.LookAsync($"every{Id().Replace(page.Split('?')[0], "id").Replace('/', '-')}");
            }
            catch (XunitException fault)
            {
                faults.Add($"{page}: {fault.Message}"); // all of them are told together
            }

            foreach (var link in await person.Page.Locator("a[href]:not([download])").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))"))
            {
                if (Office().IsMatch(link) && seen.Add(Id().Replace(link.Split('?', '#')[0], "id"))) left.Enqueue(link.Split('#')[0]);
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        return seen;
    }

    // The calendar has journeys of its own, and /platform/jobs is Hangfire's.
    [GeneratedRegex(@"^/(admin/lamsa|desk/lamsa/|platform)(?!/jobs|.*\.(csv|pdf))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Office();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
