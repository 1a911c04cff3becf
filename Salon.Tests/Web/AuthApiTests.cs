using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Salon.Accounts;
using Salon.Tests.World;

namespace Salon.Tests.Web;

public sealed class AuthApiTests
{
    private const string Phone = "0500000010";

    [Theory, BothDatabases]
    public async Task An_app_signs_in_by_phone_works_and_signs_out(Db db)
    {
        await using var world = await WebWorld.StartAsync(db);
        var app = world.Client();

        var (status, sent) = await PostAsync(app, "otp", new { phone = Phone, channel = "whatsapp" });
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(30, sent.GetProperty("resendAfterSeconds").GetInt32());
        Assert.Equal("2026-12-07T06:05:00+00:00", sent.GetProperty("expiresAt").GetString());
        Assert.Equal((CodeChannel.WhatsApp, "+966500000010"), (world.Inbox.Messages[0].Channel, world.Inbox.Messages[0].Phone.Value));

        (status, var tokens) = await VerifyAsync(world, app, sent);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(900, tokens.GetProperty("expiresIn").GetInt32());

        Assert.Equal(HttpStatusCode.NoContent, (await LogoutAsync(app, tokens)).StatusCode);
        var afterwards = await LogoutAsync(app, tokens);
        Assert.Equal(HttpStatusCode.Unauthorized, afterwards.StatusCode);
        Assert.Equal("session_over", (await BodyAsync(afterwards)).GetProperty("code").GetString());
    }

    [Theory, BothDatabases]
    public async Task A_refresh_token_gives_the_same_pair_for_a_minute_and_ends_the_session_later(Db db)
    {
        await using var world = await WebWorld.StartAsync(db);
        var app = world.Client();
        var first = await SignInAsync(world, app);

        var (status, second) = await PostAsync(app, "refresh", new { refreshToken = first.GetProperty("refreshToken").GetString() });
        Assert.Equal(HttpStatusCode.OK, status);

        (status, var again) = await PostAsync(app, "refresh", new { refreshToken = first.GetProperty("refreshToken").GetString() });
        Assert.Equal((HttpStatusCode.OK, second.GetProperty("refreshToken").GetString()), (status, again.GetProperty("refreshToken").GetString()));

        world.Clock.Advance(Duration.FromMinutes(1));
        (status, var refusal) = await PostAsync(app, "refresh", new { refreshToken = first.GetProperty("refreshToken").GetString() });
        Assert.Equal((HttpStatusCode.Unauthorized, "session_over"), (status, refusal.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogoutAsync(app, second)).StatusCode);
    }

    [Theory]
    [InlineData("12345", "sms", "invalid_phone")]
    [InlineData(null, "sms", "invalid_phone")]
    [InlineData(Phone, "pigeon", "unknown_channel")]
    public async Task A_request_that_makes_no_sense_is_refused_with_a_code_and_a_sentence(string? phone, string channel, string code)
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);

        var (status, problem) = await PostAsync(world.Client(), "otp", new { phone, channel });

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, problem.GetProperty("code").GetString()));
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Empty(world.Inbox.Messages);
    }

    [Fact]
    public async Task Asking_again_too_soon_says_how_long_to_wait()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);
        var app = world.Client();
        await PostAsync(app, "otp", new { phone = Phone });

        var response = await app.PostAsJsonAsync("/api/v1/auth/otp?culture=en", new { phone = Phone });

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter?.Delta);
        Assert.Equal("A code was just sent. You can ask for another one in 30\u00A0s.", (await BodyAsync(response)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_wrong_code_says_how_many_tries_are_left_and_a_wrong_challenge_says_nothing()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);
        var app = world.Client();
        app.DefaultRequestHeaders.Add("Accept-Language", "en");
        var (_, sent) = await PostAsync(app, "otp", new { phone = Phone });
        var wrong = world.Inbox.LastCode == "000000" ? "000001" : "000000";

        foreach (var (challenge, code) in new[]
        {
            (Guid.NewGuid().ToString(), world.Inbox.LastCode), ("nonsense", wrong), (null, null),
        })
        {
            var (status, problem) = await PostAsync(app, "otp/verify", new { challengeId = challenge, code });
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_code"), (status, problem.GetProperty("code").GetString()));
        }

        foreach (var (code, answer, said) in new[]
        {
            ("1234", "code_incomplete", "The code has six digits. Please type all of them."), (wrong, "wrong_code", "This code is not correct. Tries left: 4."),
            (wrong, "wrong_code", "This code is not correct. Tries left: 3."),
        })
        {
            var (status, problem) = await PostAsync(app, "otp/verify", new { challengeId = sent.GetProperty("challengeId").GetString(), code });
            Assert.Equal((HttpStatusCode.BadRequest, answer, said), (status, problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
        }
    }

    [Theory, Trait("Proves", "S-24")]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData(null)]
    public async Task Without_a_good_token_the_answer_is_401_and_no_redirect(string? authorization)
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/logout");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);

        var response = await world.Client().SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> SignInAsync(WebWorld world, HttpClient app)
    {
        var (_, sent) = await PostAsync(app, "otp", new { phone = Phone });
        return (await VerifyAsync(world, app, sent)).Body;
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> VerifyAsync(WebWorld world, HttpClient app, JsonElement sent) =>
        PostAsync(app, "otp/verify", new { challengeId = sent.GetProperty("challengeId").GetString(), code = world.Inbox.LastCode });

    private static async Task<HttpResponseMessage> LogoutAsync(HttpClient app, JsonElement tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/logout");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
        return await app.SendAsync(request);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpClient app, string path, object body)
    {
        var response = await app.PostAsJsonAsync($"/api/v1/auth/{path}", body);
        return (response.StatusCode, await BodyAsync(response));
    }

    private static Task<JsonElement> BodyAsync(HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>();
}
