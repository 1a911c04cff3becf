using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Salon.E2E.Host;

/// <summary>The demo salon's account at its payment provider, as its owner uses it there.</summary>
internal sealed class MoyasarOffice : IDisposable
{
    private readonly HttpClient http;

    public MoyasarOffice(SalonHost host)
    {
        http = new HttpClient { BaseAddress = new Uri(host.Address, "/sandbox/moyasar/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"sk_test_sandbox_{Demo.Lamsa}:")));
        http.DefaultRequestHeaders.UserAgent.ParseAdd("office/1.0");
    }

    /// <summary>Takes ten riyals from somebody's card.</summary>
    /// <param name="visit">What is noted there of whom it is for.</param>
    /// <returns>The provider's name for the payment.</returns>
    public async Task<string> TakeAsync(Guid? visit)
    {
        await HeardAsync();
        using var taken = await http.PostAsJsonAsync("payments", new
        {
            amount = 1000, currency = "SAR", description = "Taken by a link", callback_url = new Uri(http.BaseAddress!, "/").AbsoluteUri,
            metadata = new { booking_id = visit?.ToString() ?? "" }, source = new { type = "creditcard", number = PaySteps.TrustedCard, name = "Sara Ali" },
        });
        taken.EnsureSuccessStatusCode();
        return (await taken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    // The salon asks for news soon after it started; what happened before then it learns at the next comparison only.
    private Task HeardAsync() => Eventually.TrueAsync(
        async () => (await http.GetFromJsonAsync<JsonElement>("webhooks")).GetProperty("webhooks").GetArrayLength() > 0, "the salon has asked for news of its payments");

    /// <summary>Which visit a page is for that asks for money.</summary>
    public async Task<string> VisitOfAsync(string page) =>
        (await http.GetFromJsonAsync<JsonElement>($"invoices/{page}")).GetProperty("metadata").GetProperty("booking_id").GetString()!;

    public void Dispose() => http.Dispose();
}
