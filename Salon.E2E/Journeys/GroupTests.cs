using System.Globalization;
using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>A bride and her friend come together.</summary>
[Collection(DeskStage.Name)]
public sealed class GroupTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task A_group_is_booked_moved_and_given_up_one_by_one_and_whole(View view)
    {
        await using var desk = await stage.EnterAsAsync(view, Demo.Desk);
        var (bride, friend) = view.Language == "ar" ? ("العروس", "صديقتها") : ("Bride", "Friend");
        await desk.GoAsync($"/desk/{Demo.Lamsa}/groups/new");
        var now = Instant.FromUnixTimeMilliseconds(await desk.Page.EvaluateAsync<long>("Date.now()"));
        var (sunday, hour) = (now.InZone(Demo.Riyadh).Date.PlusDays(20).Next(IsoDayOfWeek.Sunday), view.Language == "ar" ? 16 : 19);
        await desk.ArriveAsync("People.NewGroup");
        await desk.Button("People.BookGroup").ClickAsync();
        await Expect(desk.Page.Locator("[aria-invalid=true]").First).ToBeFocusedAsync();
        foreach (var fault in (string[])["Form.DateMissing", "Form.TimeMissing", "Form.NameNeeded"]) await desk.SeesAsync(desk.Page.GetByText(desk.T[$"Errors.{fault}"]).First);
        await desk.LookAsync("group-faults");

        await desk.Field("People.GroupName").FillAsync(bride);
        await desk.Page.Locator("#date").FillAsync(sunday.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        await desk.Page.Locator("#time").FillAsync($"{hour}:00");
        foreach (var (i, name) in new[] { bride, friend }.Index())
        {
            await desk.Page.Locator($"#name-{i}").FillAsync(name);
            await desk.Page.Locator($"#service-{i}").SelectOptionAsync(new SelectOptionValue { Label = Demo.BlowDry.In(desk.T.Culture) });
        }

        await desk.Button("People.BookGroup").ClickAsync();
        await Expect(desk.Page.GetByTestId("guest")).ToHaveCountAsync(2);
        await Expect(desk.Page.GetByTestId("guest").First).ToContainTextAsync(TimeAt(desk, sunday, hour));
        await Expect(desk.Page.GetByTestId("guest").First).ToContainTextAsync(bride); // whoever asked for it stands first
        await desk.LookAsync("group");

        await desk.Page.Locator("#time").FillAsync($"{hour + 1}:00");
        await desk.Button("People.MoveGroupYes").ClickAsync();
        foreach (var i in (int[])[0, 1]) await Expect(desk.Page.GetByTestId("guest").Nth(i)).ToContainTextAsync(TimeAt(desk, sunday, hour + 1));

        await desk.Button("People.CancelOne", friend).ClickAsync();
        await Expect(desk.Dialog()).ToContainTextAsync(desk.T["Desk.WhoCancels"]);
        await desk.Answer("Desk.CancelBooking").ClickAsync();
        await Expect(desk.Dialog()).ToContainTextAsync(desk.T["Desk.ReasonMissing"]);
        await desk.Field("Desk.CancelReason").FillAsync("Ill");
        await desk.LookAsync("group-cancel-one");
        await desk.Answer("Desk.CancelBooking").ClickAsync();
        await Expect(desk.Button("People.CancelOne", friend)).ToHaveCountAsync(0);
        await desk.SeesAsync(desk.Button("People.CancelOne", bride));

        await desk.Button("People.CancelGroup").ClickAsync();
        await desk.Dialog().GetByText(desk.T["Desk.SalonCancels"], new() { Exact = true }).ClickAsync();
        await desk.Field("Desk.CancelReason").FillAsync("Burst pipe");
        await desk.Answer("People.CancelGroup").ClickAsync();
        await Expect(desk.Button("People.CancelOne", bride)).ToHaveCountAsync(0);
        await desk.LookAsync("group-cancelled");
    }

    private static string TimeAt(Person person, LocalDate date, int hour) => person.T.In(Demo.Riyadh).Formats.DateAndTime(date.At(new LocalTime(hour, 0)).InZoneStrictly(Demo.Riyadh).ToInstant());
}
