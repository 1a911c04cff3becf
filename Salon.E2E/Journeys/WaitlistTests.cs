using System.Globalization;
using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

[Collection(DeskStage.Name)]
public sealed class WaitlistTests(Stage stage)
{
    private static readonly LocalizedText Massage = new("Relaxing massage", "مساج استرخائي");

    [Theory, BothLanguages]
    public async Task A_time_that_is_given_back_is_offered_and_accepted_or_passes_to_the_next(View view)
    {
        await using var booked = await stage.EnterAsync(view);
        var (start, visit) = await TakeATimeAsync(booked, stage.NewPhone());
        var (firstPhone, secondPhone) = (stage.NewPhone(), stage.NewPhone());
        await using var desk = await stage.EnterAsync(view);
        await desk.SignInAsync(Demo.Owner);
        await WaitAsync(desk, start, $"{(view.Language == "ar" ? "الأولى" : "First")} {view.Width}", firstPhone);
        await WaitAsync(desk, start, $"{(view.Language == "ar" ? "الثانية" : "Second")} {view.Width}", secondPhone);
        await desk.LookAsync("waitlist");

        await booked.GoAsync($"{visit}/cancel");
        await booked.Button("Public.CancelBooking").ClickAsync();
        await booked.ArriveAsync("Public.CancelledTitle");

        // The first sees the offer and lets it go; the second has it.
        await using var first = await stage.EnterAsync(view);
        await OpenOfferAsync(first, firstPhone);
        await first.LookAsync("offer");
        await first.Button("People.OfferNo").ClickAsync();
        await first.ArriveAsync("People.OfferOverTitle");
        await first.LookAsync("offer-over");
        await using var second = await stage.EnterAsync(view);
        await OpenOfferAsync(second, secondPhone);
        await second.Button("People.OfferYes").ClickAsync();
        await second.ArriveAsync("Public.BookedTitle");
        await Expect(second.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(second.T.In(Demo.Riyadh).Formats.DateAndTime(start));
    }

    private static async Task<(Instant Start, string Visit)> TakeATimeAsync(Person her, string phone)
    {
        // Nadia alone gives massages, so the time she has is nobody else's.
        await her.ChooseAsync(Demo.Lamsa, Massage);
        var today = (await her.Soonest().MomentAsync()).InZone(Demo.Riyadh).Date;
        for (var date = today.PlusDays(1); await her.Times().CountAsync() == 0 || date == today.PlusDays(1); date = date.PlusDays(1))
        {
            if (await DayLink(her, date).CountAsync() > 0) await her.OpenDayAsync(date);
        }

        var time = her.Times().First;
        var start = await time.MomentAsync();
        await her.KeepAsync(time);
        await her.ProvePhoneAsync(phone);
        await her.ConfirmAsync("هند");
        return (start, new Uri(her.Page.Url).AbsolutePath);
    }

    private static ILocator DayLink(Person her, LocalDate date) =>
        her.Page.GetByRole(AriaRole.Navigation, new() { Name = her.T["Public.DaysLabel"] }).GetByRole(AriaRole.Link, new() { Name = her.T.Formats.LongDate(date) });

    private static async Task WaitAsync(Person desk, Instant start, string name, string phone)
    {
        var local = start.InZone(Demo.Riyadh);
        var (date, time) = (local.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), local.TimeOfDay);
        await desk.GoAsync($"/desk/{Demo.Lamsa}/waitlist/new");
        await desk.Field("People.Name").FillAsync(name);
        await desk.Field("People.Phone").FillAsync(phone);
        await desk.Page.GetByLabel(desk.T["People.Service"]).SelectOptionAsync(new SelectOptionValue { Label = Massage.In(desk.Language) });
        await desk.Page.GetByLabel(desk.T["People.FirstDay"]).FillAsync(date);
        await desk.Page.GetByLabel(desk.T["People.LastDay"]).FillAsync(date);
        await desk.Page.GetByLabel(desk.T["People.EarliestTime"]).FillAsync(time.ToString("HH:mm", CultureInfo.InvariantCulture));
        await desk.Page.GetByLabel(desk.T["People.LatestTime"]).FillAsync(time.PlusMinutes(1).ToString("HH:mm", CultureInfo.InvariantCulture));
        await desk.Button("People.AddToWaitlist").ClickAsync();
        await desk.SeesAsync(desk.Page.GetByTestId("waiting").Filter(new() { HasText = name }));
    }

    private static async Task OpenOfferAsync(Person her, string phone)
    {
        await her.SignInAsync(phone);
        await Eventually.TrueAsync(async () => // the outbox is a moment behind
        {
            await her.GoAsync("/my/waitlist");
            return await her.Link("People.SeeOffer").CountAsync() > 0;
        }, "an offer stands on her list");
        await her.Link("People.SeeOffer").ClickAsync();
        await her.ArriveAsync("People.OfferTitle", Demo.LamsaName.In(her.Language));
    }
}
