using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salon.Tests.Pages;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>Logs name ids and routes. Who a person is, what she typed and what would let somebody act for her never stands in them, whatever level is asked for.</summary>
public sealed class LogPrivacyTests
{
    private const string Name = "Hindalsaud", Note = "Allergictohenna", National = "500007701", Search = "Secretsearchwords", Reason = "Travellingabroad";

    [Theory, BothDatabases, Trait("Proves", "S-25")]
    public async Task A_whole_booking_leaves_no_trace_of_the_person(Db db)
    {
        using var logs = new LogSink();
        await using var world = await PublicPagesTests.WorldAsync(db, [("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace")], services => services.AddLogging(logs.AddTo));
        var her = new Browser(world);

        await her.OpenAsync($"/?query={Search}");
        await BookingPagesTests.ToTimesAsync(her);
        await her.SendAsync("hold", ("Start", BookingPagesTests.Times(her)[^1]));
        await her.SendAsync("phone", ("Phone.Number", $"0{National}"), ("Phone.Channel", "sms"));
        await her.SendAsync("code", ("Code", "000000"));
        await her.SendAsync("code", ("Code", world.Inbox.LastCode));
        await her.SendAsync("confirm", ("Input.Name", Name), ("Input.Note", Note));
        var link = her.Path.Split('/')[^1];
        await her.OpenAsync($"/b/{link}/cancel");
        await her.SendAsync("cancel", ("Reason", Reason));
        using var app = world.Client();
        var sent = await app.WriteAsync("/api/v1/auth/otp", new { phone = "0500007702" });
        var tokens = await app.WriteAsync("/api/v1/auth/otp/verify", new { challengeId = sent.Text("challengeId"), code = world.Inbox.LastCode });
        var next = await app.WriteAsync("/api/v1/auth/refresh", new { refreshToken = tokens.Text("refreshToken") });
        await app.ReadAsync($"/api/v1/salons?query={Search}", next.Text("accessToken"));
        await app.WriteAsync("/api/v1/auth/otp", $"{{\"phone\":\"0500007703\",\"note\":[\"{Note}\"");

        string?[] secrets =
        [
            Name, Note, Search, Reason, National, "500007702", "500007703", "50 000 7701", link, tokens.Text("accessToken"), tokens.Text("refreshToken"), next.Text("accessToken"),
            .. world.Inbox.Messages.Select(m => m.Code), .. her.Cookies.Select(c => c.Split('=', 2)[1].Split(';')[0]).Where(c => c.Length > 8),
        ];
        Assert.True(logs.Entries.Count > 20, "Hardly anything was logged: this test would not notice.");
        var told = from entry in logs.Entries from secret in secrets where entry.Text.Contains(secret!, StringComparison.OrdinalIgnoreCase) select $"{entry.Category} ({entry.Level}) tells {secret}: {entry.Text}";
        Assert.Empty(told);
    }
}
