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
    public async Task<Instant> BookInThePastAsync(string slug, BranchId branch, LocalizedText service, string name, string? phone = null)
    {
        using var read = await http.GetAsync($"salons/{slug}/services");
        var menu = await read.Content.ReadFromJsonAsync<JsonElement>();
        var id = menu.EnumerateArray().First(s => s.GetProperty("name").ToString().Contains(service.En, StringComparison.Ordinal) || s.GetProperty("name").ToString().Contains(service.Ar, StringComparison.Ordinal))
            .GetProperty("id").GetGuid();
        var now = Instant.FromDateTimeOffset(read.Headers.Date!.Value); // the server's clock
        for (var ago = Duration.FromMinutes(5); ago < Duration.FromHours(23.5); ago += Duration.FromMinutes(15))
        {
            var start = Instant.FromUnixTimeSeconds((now - ago).ToUnixTimeSeconds() / 300 * 300);
            var wish = new { branch = branch.Value, start = start.ToDateTimeOffset(), lines = new[] { new { service = id } }, customer = new { name, phone } };
            using var answer = await http.PostAsJsonAsync($"desk/{slug}/bookings", wish);
            if (answer.IsSuccessStatusCode) return start;
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        }

        throw new InvalidOperationException("Nobody had a moment in the past day.");
    }

    public void Dispose() => http.Dispose();
}
