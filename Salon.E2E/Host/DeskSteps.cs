using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Host;

/// <summary>Where two neighbouring columns of the calendar are free at once.</summary>
public sealed record FreePair
{
    public int From { get; init; }
    public int To { get; init; }
    public int Minute { get; init; }
}

/// <summary>What the desk does with its calendar.</summary>
internal static partial class DeskSteps
{
    /// <summary>Opens the calendar and waits until it listens to gestures.</summary>
    public static async Task OpenCalendarAsync(this Person person, string query = "view=day")
    {
        await person.GoAsync($"/desk/{Demo.Lamsa}?{query}");
        await Expect(person.Page.Locator("[data-testid=calendar][data-ready=true]")).ToBeVisibleAsync();
    }

    /// <summary>
    /// On this device Lamsa's first branch was chosen last: where pages begin does not depend on which branch is open at the hour of the run.
    /// </summary>
    public static async Task ChooseBranchAsync(this Person person)
    {
        var branch = await person.FirstBranchAsync();
        var site = new Uri(new Uri(person.Page.Url), "/").AbsoluteUri;
        await person.Page.Context.AddCookiesAsync([new() { Name = $"branch-{Demo.Lamsa}", Value = branch.ToString(), Url = site }]);
    }

    /// <summary>Somebody is here already, and the receptionist wrote her visit down.</summary>
    /// <returns>The visit.</returns>
    public static async Task<Guid> ReceiveAsync(this Person person, Stage stage, string name)
    {
        using var api = await DeskApi.SignInAsync(stage.Host, Demo.Desk);
        return await api.ReceiveAsync(Demo.Lamsa, await person.FirstBranchAsync(), Demo.FringeTrim, name);
    }

    /// <summary>The first branch of Lamsa.</summary>
    public static async Task<BranchId> FirstBranchAsync(this Person person)
    {
        var page = await (await person.Page.APIRequest.GetAsync($"/{Demo.Lamsa}")).TextAsync();
        return new(Guid.Parse(FirstBranch().Match(page[page.IndexOf("id=\"branches\"", StringComparison.Ordinal)..]).Groups["id"].Value));
    }

    /// <summary>A visit on the calendar, by its customer.</summary>
    public static ILocator Visit(this Person person, string name) => person.Page.GetByTestId("visit").Filter(new() { HasText = name });

    /// <summary>The dialog in front of the page.</summary>
    public static ILocator Dialog(this Person person) => person.Page.GetByRole(AriaRole.Dialog);

    /// <summary>A button in the dialog in front, with exactly these words.</summary>
    public static ILocator Answer(this Person person, string key) => person.Dialog().GetByRole(AriaRole.Button, new() { Name = person.T[key], Exact = true });

    /// <summary>The visit stands in a column, counted from 0.</summary>
    public static Task StandsInAsync(this Person person, string name, int column) =>
        Expect(person.Page.Locator($".tg-col[data-col='{column}'] [data-testid=visit]").Filter(new() { HasText = name })).ToBeVisibleAsync();

    /// <summary>Two people beside each other, of those who perform a service, with an hour in which nothing takes either's time.</summary>
    public static Task<FreePair?> FreePairAsync(this Person person, IReadOnlyList<string> performers) => person.Page.EvaluateAsync<FreePair?>(
        """
        (names) => {
          const grid = document.querySelector('.tg'), [first, last] = [Number(grid.dataset.from), Number(grid.dataset.to)];
          const minutes = (e) => { const s = getComputedStyle(e); const at = Number(s.getPropertyValue('--at')); return [at - 20, at + Number(s.getPropertyValue('--for')) + 20]; };
          const columns = [...grid.querySelectorAll('.tg-col')];
          const title = (c) => document.getElementById(c.getAttribute('aria-labelledby')).querySelector('strong').textContent;
          const busy = (c) => [...c.querySelectorAll(':scope > .blk, :scope > .block, :scope > .shade')].map(minutes);
          for (let i = 0; i + 1 < columns.length; i++) {
            if (!names.includes(title(columns[i])) || !names.includes(title(columns[i + 1]))) continue;
            const taken = [...busy(columns[i]), ...busy(columns[i + 1])];
            for (let m = first + 60; m + 180 < last; m += 30) if (!taken.some(([a, b]) => a < m + 150 && m < b)) return { from: i, to: i + 1, minute: m };
          }
          return null;
        }
        """, performers);

    /// <summary>Brings a minute of a column into sight and says where it is on the screen.</summary>
    public static async Task<(float X, float Y)> PointAsync(this Person person, int column, int minute)
    {
        var point = await person.Page.EvaluateAsync<float[]>(
            """
            ([column, minute]) => {
              const grid = document.querySelector('.tg'), [first, last] = [Number(grid.dataset.from), Number(grid.dataset.to)];
              const cell = grid.querySelector(`.tg-col[data-col="${column}"]`);
              cell.scrollIntoView({ inline: "center", block: "nearest" });
              grid.scrollTop = ((minute - first) / (last - first)) * cell.offsetHeight - 80;
              const box = cell.getBoundingClientRect();
              return [box.left + box.width / 2, box.top + ((minute - first) / (last - first)) * box.height];
            }
            """, new[] { column, minute });
        return (point[0], point[1]);
    }

    /// <summary>Carries a visit by mouse.</summary>
    public static async Task DragAsync(this Person person, ILocator what, (float X, float Y) to)
    {
        var box = (await what.BoundingBoxAsync())!;
        await person.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + 8);
        await person.Page.Mouse.DownAsync();
        await person.Page.Mouse.MoveAsync(box.X + box.Width / 2 + 8, box.Y + 14, new() { Steps = 3 });
        await Expect(person.Page.Locator(".ghost")).ToBeVisibleAsync();
        await person.Page.Mouse.MoveAsync(to.X, to.Y + 8, new() { Steps = 10 });
        await person.Page.Mouse.UpAsync();
    }

    /// <summary>Carries a visit by finger: presses until it lifts, then goes.</summary>
    public static async Task CarryAsync(this Person person, ILocator what, (float X, float Y) to)
    {
        var box = (await what.BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + 8);
        var browser = await person.Context.NewCDPSessionAsync(person.Page);
        await TouchAsync(browser, "touchStart", (x, y));
        await Expect(person.Page.Locator(".ghost")).ToBeVisibleAsync();
        for (var step = 1; step <= 10; step++) await TouchAsync(browser, "touchMove", (x + (to.X - x) * step / 10, y + (to.Y + 8 - y) * step / 10));
        await TouchAsync(browser, "touchEnd", null);
    }

    private static Task TouchAsync(ICDPSession browser, string type, (float X, float Y)? at) => browser.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
    {
        ["type"] = type, ["touchPoints"] = at is { } point ? new[] { new { x = point.X, y = point.Y } } : [],
    });

    [GeneratedRegex("book\\?branch=(?<id>[0-9a-f-]{36})", RegexOptions.None, 1000)]
    private static partial Regex FirstBranch();
}
