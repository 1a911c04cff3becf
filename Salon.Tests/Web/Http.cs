using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Salon.Tests.Web;

/// <summary>An answer of the API, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, MediaTypeHeaderValue? Type, IEnumerable<string> Allow, string Body)
{
    private readonly Lazy<JsonElement> json = new(() => JsonDocument.Parse(Body).RootElement);

    public JsonElement Json => json.Value;

    /// <summary>The stable word of a refusal, once it has the form every refusal must have.</summary>
    public string Code
    {
        get
        {
            Assert.Equal("application/problem+json", Type?.MediaType);
            Assert.Equal((int)Status, Json.GetProperty("status").GetInt32());
            Assert.Equal("about:blank", Json.GetProperty("type").GetString());
            Assert.False(string.IsNullOrWhiteSpace(Json.GetProperty("title").GetString()));
            Assert.False(string.IsNullOrWhiteSpace(Json.GetProperty("detail").GetString()));
            Assert.Matches("^[0-9a-f]{32}$", Json.GetProperty("traceId").GetString());
            return Json.GetProperty("code").GetString()!;
        }
    }

    public (HttpStatusCode Status, string Code) Refusal => (Status, Code);

    public string? Text(string name) => Json.Text(name);

    public override string ToString() => $"{(int)Status} {Body}";

    /// <summary>The fields a refusal names.</summary>
    public IEnumerable<string> Fields => Json.GetProperty("errors").EnumerateObject().Select(named => named.Name);
}

/// <summary>Short verbs for talking to the API.</summary>
internal static class Http
{
    public static async Task<Answer> SendAsync(this HttpClient client, HttpMethod method, string path, object? body = null, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = body as HttpContent ?? Json(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web));
        request.Headers.ExpectContinue = request.Content is not null; // a body that is refused unread would break the pipe while it is still being sent
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        return new(response.StatusCode, response.Headers, response.Content.Headers.ContentType, response.Content.Headers.Allow, await response.Content.ReadAsStringAsync());
    }

    public static Task<Answer> ReadAsync(this HttpClient client, string path, string? token = null, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Get, path, token: token, headers: headers);

    public static Task<Answer> WriteAsync(this HttpClient client, string path, object? body = null, string? token = null, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, path, body, token, headers);

    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
