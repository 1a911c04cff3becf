using System.Net;
using AngleSharp.Dom;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

/// <summary>Cookies that vanish in the middle of a booking: signed out in another tab, cleared by the browser, too old.</summary>
public sealed class LostSessionTests
{
    private static readonly Func<string, bool> Token = name => name.Contains("salon-forms", StringComparison.Ordinal);
    private static readonly Func<string, bool> Session = name => !name.Contains("salon-browser", StringComparison.Ordinal);
    private static readonly Func<string, bool> All = _ => true;

    [Fact]
    public async Task A_lost_form_token_costs_one_more_tap_at_every_step_and_nothing_that_was_typed()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var her = new Browser(world);
        await BookingPagesTests.ToTimesAsync(her);
        var time = BookingPagesTests.Times(her)[^1];

        await AgainAsync(her, Token, "hold", ("Start", time));
        await her.SendAsync("hold", ("Start", time));
        await AgainAsync(her, Token, "phone", ("Phone.Number", "0500007713"), ("Phone.Channel", "sms"));
        Assert.Equal("0500007713", her.Page.QuerySelector("#number")!.GetAttribute("value"));
        Assert.True(her.Page.QuerySelector("input[value=sms]")!.HasAttribute("checked"));
        await her.SendAsync("phone", ("Phone.Number", "0500007713"), ("Phone.Channel", "sms"));
        await AgainAsync(her, Token, "code", ("Code", world.Inbox.LastCode));
        await her.SendAsync("code", ("Code", world.Inbox.LastCode));
        await AgainAsync(her, Token, "confirm", ("Input.Name", "هند"), ("Input.Note", "شعر طويل"));
        Assert.Equal(("هند", "شعر طويل"), (her.Page.QuerySelector("#name")!.GetAttribute("value"), her.Page.QuerySelector("#note")!.TextContent));
        await her.SendAsync("confirm", ("Input.Name", "هند"), ("Input.Note", "شعر طويل"));

        Assert.Equal("تم حجز موعدك", her.Title);
    }

    [Fact]
    public async Task A_session_that_ended_before_the_last_tap_leads_back_through_the_phone_with_time_name_and_note_kept()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var her = new Browser(world);
        await BookingPagesTests.ToTimesAsync(her);
        await her.SendAsync("hold", ("Start", BookingPagesTests.Times(her)[^1]));
        await her.SendAsync("phone", ("Phone.Number", "0500007714"), ("Phone.Channel", "sms"));
        await her.SendAsync("code", ("Code", world.Inbox.LastCode));
        var trail = her.Address.Query;

        her.Forget(Session);
        await her.SendAsync("confirm", ("Input.Name", "نورة"), ("Input.Note", "حساسية"));
        Assert.Equal(("/lamsa/book/phone", $"{trail}&ended=true"), (her.Path, her.Address.Query));
        Assert.NotNull(her.Page.QuerySelector("[role=alert]"));
        world.Clock.Advance(NodaTime.Duration.FromMinutes(2));
        await her.SendAsync("phone", ("Phone.Number", "0500007714"), ("Phone.Channel", "sms"));
        await her.SendAsync("code", ("Code", world.Inbox.LastCode));

        Assert.Equal(("/lamsa/book/confirm", "نورة", "حساسية"), (her.Path, her.Page.QuerySelector("#name")!.GetAttribute("value"), her.Page.QuerySelector("#note")!.TextContent));
        await her.SendAsync("confirm", ("Input.Name", "نورة"), ("Input.Note", "حساسية"));
        Assert.Equal("تم حجز موعدك", her.Title);
    }

    [Fact]
    public async Task A_session_that_ended_on_the_form_of_the_waitlist_leads_back_to_it_with_everything_that_was_typed()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var her = new Browser(world);
        await her.SignInAsync("0500007718", world);
        await BookingPagesTests.ToTimesAsync(her);
        await her.OpenAsync($"/lamsa/waitlist{her.Address.Query}");
        var (page, day) = (her.Address, her.Page.QuerySelector("#last")!.GetAttribute("value")!);
        (string, string)[] typed = [("Input.First", day), ("Input.Last", day), ("Input.Part", "evening"), ("Input.Name", "هند")];

        her.Forget(Session);
        await her.SendAsync("wait", typed);
        Assert.Equal("/sign-in", her.Path);
        world.Clock.Advance(NodaTime.Duration.FromMinutes(2));
        await her.SendAsync("phone", ("Phone.Number", "0500007718"), ("Phone.Channel", "sms"));
        await her.SendAsync("code", ("Code", world.Inbox.LastCode));

        Assert.Equal(page, her.Address);
        Assert.Contains("انتهت جلستك", her.Page.QuerySelector("main [role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((day, "هند"), (her.Page.QuerySelector("#first")!.GetAttribute("value"), her.Page.QuerySelector("#name")!.GetAttribute("value")));
        Assert.True(her.Page.QuerySelector("input[value=evening]")!.HasAttribute("checked"));
        await her.SendAsync("wait", typed);
        Assert.Equal("/my/waitlist", her.Path);
    }

    [Fact]
    public async Task Without_any_cookie_left_no_step_is_a_dead_end_and_the_services_are_still_chosen()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        var her = new Browser(world);
        await BookingPagesTests.ToTimesAsync(her);
        var time = BookingPagesTests.Times(her)[^1];
        await AgainAsync(her, All, "hold", ("Start", time));
        await her.SendAsync("hold", ("Start", time));
        var service = her.Address.Query.TrimStart('?').Split('&').First(part => part.StartsWith("service=", StringComparison.Ordinal));

        foreach (var (step, field) in ((string, (string, string))[])[("phone", ("Phone.Number", "0500007715")), ("code", ("Code", "123456")), ("confirm", ("Input.Name", "نورة"))])
        {
            var other = new Browser(world);
            await BookingPagesTests.ToTimesAsync(other);
            await other.SendAsync("hold", ("Start", BookingPagesTests.Times(other)[0]));
            if (step != "phone") await other.SendAsync("phone", ("Phone.Number", "0500007716"), ("Phone.Channel", "sms"));
            if (step == "confirm") await other.SendAsync("code", ("Code", world.Inbox.LastCode));
            other.Forget(All);

            await other.SendAsync(step, field);

            Assert.Equal(HttpStatusCode.OK, other.Status);
            Assert.Contains(other.Page.QuerySelectorAll("main a"), link => link.GetAttribute("href")!.Contains("/lamsa/book/time", StringComparison.Ordinal) && link.GetAttribute("href")!.Contains(service, StringComparison.Ordinal));
            world.Clock.Advance(NodaTime.Duration.FromMinutes(20));
        }
    }

    [Fact]
    public async Task A_form_that_another_site_sends_is_refused_as_before()
    {
        await using var world = await PublicPagesTests.WorldAsync();
        using var client = world.Client();
        foreach (var origin in (string?[])["https://evil.example", "http://localhost:81", "https://localhost", "null", null])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([new("_handler", "phone"), new("Phone.Number", "0500007717")]) };
            if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Empty(world.Inbox.Messages);
    }

    /// <summary>Sends a form after cookies are gone: the same page again, with a word about it, and nothing done.</summary>
    private static async Task AgainAsync(Browser her, Func<string, bool> lost, string form, params (string Name, string Value)[] fields)
    {
        var before = her.Address;
        her.Forget(lost);

        await her.SendAsync(form, fields);

        Assert.Equal((HttpStatusCode.OK, before), (her.Status, her.Address));
        Assert.Contains("انتهت جلستك", her.Page.QuerySelector("main [role=alert]")!.TextContent, StringComparison.Ordinal);
    }
}
