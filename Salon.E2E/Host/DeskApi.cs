using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Salon.E2E.Host;

/// <summary>The receptionist's telephone beside her page: what the journeys need and no page offers yet, such as writing down a visit that has begun.</summary>
internal sealed class DeskApi : IDisposable
{
    private readonly HttpClient http;

    private DeskApi(HttpClient http) => this.http = http;

    public static async Task<DeskApi> SignInAsync(SalonHost host, string phone)
    {
        var http = new HttpClient { BaseAddress = new Uri(host.Address, "/api/v1/") };
        var asked = await (await http.PostAsJsonAsync("auth/otp", new { phone, channel = "sms" })).Content.ReadFromJsonAsync<JsonElement>();
        var challengeId = asked.GetProperty("challengeId").GetString();
        var code = await host.CodeForAsync(phone);
        var pair = await (await http.PostAsJsonAsync("auth/otp/verify", new { challengeId, code })).Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", pair.GetProperty("accessToken").GetString());
        return new DeskApi(http);
    }

    /// <summary>Books the latest time of the past day that somebody could have had.</summary>
    /// <param name="phone">E.164; null for somebody who walked in.</param>
    /// <returns>When the visit began.</returns>
    public async Task<Instant> BookInThePastAsync(string slug, BranchId branch, LocalizedText service, string name, string? phone = null, LocalizedText? with = null)
    {
        var (id, now) = await FindAsync(slug, service);
        Guid? staff = with is { } person ? await FindInAsync($"salons/{slug}/staff", "displayName", person) : null;
        for (var ago = Duration.FromMinutes(5); ago < Duration.FromHours(23.5); ago += Duration.FromMinutes(15))
        {
            var start = Instant.FromUnixTimeSeconds((now - ago).ToUnixTimeSeconds() / 300 * 300);
            if (await TryBookAsync(slug, branch, id, start, name, phone, staff) is not null) return start;
        }

        throw new InvalidOperationException("Nobody had a moment in the past day.");
    }

    /// <summary>Writes down somebody who is here already.</summary>
    /// <returns>The visit.</returns>
    public async Task<Guid> ReceiveAsync(string slug, BranchId branch, LocalizedText service, string name)
    {
        var (id, now) = await FindAsync(slug, service);
        for (var ago = Duration.FromMinutes(5); ago < Duration.FromHours(23.5); ago += Duration.FromMinutes(15))
        {
            var start = Instant.FromUnixTimeSeconds((now - ago).ToUnixTimeSeconds() / 300 * 300);
            if (await TryBookAsync(slug, branch, id, start, name, phone: null) is not { } visit) continue;
            using var arrived = await http.PostAsJsonAsync($"desk/{slug}/bookings/{visit}/arrive", new { });
            arrived.EnsureSuccessStatusCode();
            return visit;
        }

        throw new InvalidOperationException("Nobody had a moment in the past day.");
    }

    /// <summary>Books the first hour that somebody has, some days from now or on a day soon after.</summary>
    /// <returns>When the visit begins.</returns>
    public async Task<Instant> BookAheadAsync(string slug, BranchId branch, LocalizedText service, string name, int days)
    {
        var (id, now) = await FindAsync(slug, service);
        var first = now.InZone(Demo.Riyadh).Date.PlusDays(days);
        for (var hour = 12; hour < 12 + 7 * 24; hour = hour % 24 == 20 ? hour + 16 : hour + 1)
        {
            var start = first.AtMidnight().PlusHours(hour).InZoneStrictly(Demo.Riyadh).ToInstant();
            if (await TryBookAsync(slug, branch, id, start, name, phone: null) is not null) return start;
        }

        throw new InvalidOperationException("Nobody had an hour in a week.");
    }

    private async Task<(Guid Service, Instant Now)> FindAsync(string slug, LocalizedText service)
    {
        using var read = await http.GetAsync($"salons/{slug}");
        return (await FindInAsync($"salons/{slug}/services", "name", service), Instant.FromDateTimeOffset(read.Headers.Date!.Value)); // the server's clock
    }

    private async Task<Guid> FindInAsync(string list, string property, LocalizedText name)
    {
        var rows = await http.GetFromJsonAsync<JsonElement>(list);
        return rows.EnumerateArray().First(row => row.GetProperty(property).ToString() is var text && (text.Contains(name.En, StringComparison.Ordinal) || text.Contains(name.Ar, StringComparison.Ordinal)))
            .GetProperty("id").GetGuid();
    }

    /// <returns>Null when the time is taken.</returns>
    private async Task<Guid?> TryBookAsync(string slug, BranchId branch, Guid service, Instant start, string name, string? phone, Guid? staff = null)
    {
        var request = new { branch = branch.Value, start = start.ToDateTimeOffset(), lines = new[] { new { service, staff } }, customer = new { name, phone } };
        using var answer = await http.PostAsJsonAsync($"desk/{slug}/bookings", request);
        if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return null;
    }

    public void Dispose() => http.Dispose();
}
