using System.Net;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Salon.Tests.Kernel;
using Salon.Tests.Pages;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>Text that nobody types: direction marks, code points that are no characters, halves of pairs, charsets nobody knows.</summary>
public sealed class HostileTextTests
{
    private const string Hostile = "Sara\u202E\uFFFE\uFDD0\u2066!";

    [Theory, BothDatabases]
    public async Task What_is_typed_into_a_form_is_kept_without_what_turns_lines_around(Db db)
    {
        await using var world = await PublicPagesTests.WorldAsync(db);
        var her = new Browser(world);
        await BookingPagesTests.ToTimesAsync(her);
        await her.SendAsync("hold", ("Start", BookingPagesTests.Times(her)[^1]));
        await her.SendAsync("phone", ("Phone.Number", "\u200E0500007731"), ("Phone.Channel", "sms"));
        await her.SendAsync("code", ("Code", world.Inbox.LastCode));

        await her.SendAsync("confirm", ("Input.Name", Hostile), ("Input.Note", Hostile));

        Assert.Equal("تم حجز موعدك", her.Title);
        await using (var store = await world.Database.OpenAcrossAsync(default))
        {
            Assert.Equal(["Sara!"], await store.Contacts.Where(c => c.Name.StartsWith("Sara")).Select(c => c.Name).ToListAsync());
            Assert.Equal(["Sara!"], await store.Bookings.Where(b => b.Note.StartsWith("Sara")).Select(b => b.Note).ToListAsync());
        }

        using var answer = await her.GetAsync(her.Address.PathAndQuery);
        Assert.Equal(("no-referrer", true), (answer.Headers.GetValues("Referrer-Policy").Single(), answer.Headers.CacheControl!.NoStore));
        using var file = await her.GetAsync($"{her.Path}/booking.ics");
        Assert.Equal(("no-referrer", true), (file.Headers.GetValues("Referrer-Policy").Single(), file.Headers.CacheControl!.NoStore));
    }

    [Theory, BothDatabases]
    public async Task The_api_keeps_it_out_too_and_refuses_half_a_character_at_its_field(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var huda = await world.TokenAsync("+966500000011");

        var kept = await world.Client.WriteAsync("/api/v1/bookings", world.Request(Shop.At(10), note: Hostile), huda);
        Assert.Equal(HttpStatusCode.Created, kept.Status);
        Assert.Equal("Sara!", kept.Text("note"));

        var whole = System.Text.Json.JsonSerializer.Serialize(world.Request(Shop.At(12), note: "HERE"), System.Text.Json.JsonSerializerOptions.Web);
        var half = await world.Client.WriteAsync("/api/v1/bookings", whole.Replace("HERE", "\\ud800", StringComparison.Ordinal), huda);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), half.Refusal);
        Assert.Equal(["note"], half.Fields);
    }

    [Theory, BothDatabases]
    public async Task Whatever_a_body_or_a_form_brings_is_kept_clean_or_refused(Db db)
    {
        (string, string)[] open = [("Salon:Limits:Writes:PerAddress", "10000"), ("Salon:Limits:Writes:PerUser", "10000")];
        await using var world = await ApiWorld.StartAsync(db, settings: open);
        var huda = await world.TokenAsync("+966500000011", "Huda");
        var her = new Browser(world.Site);
        await her.SignInAsync("0500000012", world.Site);
        await her.OpenAsync("/my/profile");
        var whole = System.Text.Json.JsonSerializer.Serialize(world.Request(Shop.At(10), note: "HERE"), System.Text.Json.JsonSerializerOptions.Web);
        var (kept, refused) = (0, 0);

        foreach (var text in CharactersTests.Hostile.Sample(24, 30))
        {
            var note = string.Concat(text.Select(c => $"\\u{(int)c:x4}")); // as escapes, so that halves of pairs arrive
            var answer = await world.Client.WriteAsync("/api/v1/bookings", whole.Replace("HERE", note, StringComparison.Ordinal), huda);
            Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.BadRequest, $"{note}: {answer.Status} {answer.Body}");
            if (answer.Status == HttpStatusCode.Created)
            {
                kept++;
                AssertClean(answer.Text("note"));
                var cancelled = await world.Client.WriteAsync($"/api/v1/bookings/{answer.Text("id")}/cancel", new { }, huda);
                Assert.Equal(HttpStatusCode.OK, cancelled.Status); // the hour is free for the next
            }
            else
            {
                refused++;
            }

            await her.SendAsync("profile", ("Input.Name", $"N{text}"), ("Input.Language", "en"));
            Assert.True(her.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{note}: {her.Status}");
            await her.OpenAsync("/my/profile");
            AssertClean(((AngleSharp.Html.Dom.IHtmlInputElement)her.Page.QuerySelector("#name")!).Value);
        }

        Assert.True(kept > 0 && refused > 0, $"{kept} kept, {refused} refused"); // or else it was not tried
    }

    private static void AssertClean(string? text)
    {
        Assert.NotNull(text);
        Assert.Equal(text, TypedText.Clean(text));
        Assert.False(TypedText.HasControls(text));
    }

    [Theory, BothDatabases]
    public async Task Whatever_is_searched_for_is_answered(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        foreach (var text in (string[])["%EF%BF%BE", "%EF%B7%90", "%F0%9F%BF%BF", "%ED%A0%80", "%E2%80%AE", "%25"])
        {
            foreach (var address in (string[])[$"/?q={text}", $"/?city={text}", $"/api/v1/salons?query={text}"])
            {
                using var answer = await world.Client.GetAsync(address);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{address}: {answer.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("application/json;charset=foo", "/api/v1/bookings")]
    [InlineData("application/json;charset=foo", "/api/v1/auth/otp")]
    [InlineData("application/x-www-form-urlencoded;charset=foo", "/sign-in")]
    public async Task A_charset_nobody_knows_is_an_unsupported_type(string type, string address)
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite);
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        request.Headers.Authorization = new("Bearer", await world.TokenAsync("+966500000011"));

        using var answer = await world.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }
}
