using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Salon.Tests.World;
using Salon.Web.Hosting;
using Salon.Web.Sandbox;

namespace Salon.Tests.Sandbox;

/// <summary>The stand-in speaks as authentica.sa does, as far as that is known.</summary>
public sealed class AuthenticaSandboxTests : IAsyncLifetime
{
    private SandboxSite site = null!;

    public async Task InitializeAsync() => site = await SandboxSite.StartAsync();

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("another key")]
    [InlineData("Bearer " + SandboxHosting.AuthenticaKey)]
    public async Task Without_the_exact_key_there_is_no_answer_but_401(string? key)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(HttpMethod.Post, "send-otp", new { method = "sms", phone = "+966500000010" }, key)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(HttpMethod.Get, "balance", null, key)).Status);
        Assert.Empty(await site.InboxAsync());
    }

    [Theory]
    [InlineData("""{ "method": "sms", "phone": "966500000010", "otp": "482193" }""", "phone")]
    [InlineData("""{ "method": "sms", "phone": "+966 50 000 0010", "otp": "482193" }""", "phone")]
    [InlineData("""{ "method": "pigeon", "phone": "+966500000010" }""", "method")]
    [InlineData("""{ "method": "sms", "phone": "+966500000010", "otp": "48a193" }""", "otp")]
    [InlineData("""{ "method": "sms", "phone": "+966500000010", "template_id": "one" }""", "template_id")]
    [InlineData("""[]""", "body")]
    public async Task What_is_not_valid_is_refused_with_422_and_names_the_field(string body, string field)
    {
        var (status, answer) = await CallAsync(HttpMethod.Post, "send-otp", JsonSerializer.Deserialize<JsonElement>(body));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.True(answer.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_code_of_ours_is_sent_as_it_is_and_one_of_theirs_has_four_digits()
    {
        var (status, answer) = await CallAsync(HttpMethod.Post, "send-otp", new { method = "whatsapp", phone = "+966500000010", template_id = 2, otp = "482193" });
        await CallAsync(HttpMethod.Post, "send-otp", new { method = "sms", phone = "+966500000010" });

        Assert.Equal((HttpStatusCode.OK, true), (status, answer.GetProperty("success").GetBoolean()));
        var inbox = await site.InboxAsync("+966500000010");
        Assert.Equal(("whatsapp", "482193", "Your verification code is: 482193", "sent"), (inbox[1].Channel, inbox[1].Code, inbox[1].Text, inbox[1].Status));
        Assert.Equal(4, inbox[0].Code!.Length);
    }

    [Fact]
    public async Task The_balance_is_a_string_that_shrinks_and_a_number_on_request()
    {
        Assert.Equal("179.00", (await BalanceAsync()).GetString());
        await CallAsync(HttpMethod.Post, "send-sms", new { phone = "+966500000010", message = "مرحبا" });
        Assert.Equal("178.89", (await BalanceAsync()).GetString());
        await site.BehaveAsync(new SandboxBehaviour(BalanceAsNumber: true));
        Assert.Equal(178.89m, (await BalanceAsync()).GetDecimal());
    }

    [Fact]
    public async Task The_inbox_is_read_by_telephone_newest_first_and_can_be_emptied()
    {
        foreach (var (phone, text) in ((string, string)[])[("+966500000010", "first"), ("+966500000011", "other"), ("+966500000010", "second")])
            await CallAsync(HttpMethod.Post, "send-sms", new { phone, message = text });

        Assert.Equal(["second", "first"], (await site.InboxAsync("+966500000010")).Select(m => m.Text));
        Assert.Equal(3, (await site.InboxAsync()).Count);
        await site.Browser.DeleteAsync("/sandbox/inbox");
        Assert.Empty(await site.InboxAsync());
    }

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("en", "ltr")]
    public async Task The_page_shows_codes_and_renews_itself_without_a_script(string culture, string direction)
    {
        await CallAsync(HttpMethod.Post, "send-otp", new { method = "sms", phone = "+966500000010", otp = "482193" });

        var page = await site.Browser.GetStringAsync($"/sandbox?culture={culture}");

        Assert.Contains($"dir=\"{direction}\"", page, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", page, StringComparison.Ordinal);
        Assert.Contains("<bdi dir=\"ltr\">482193</bdi>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_are_switched_by_a_form_that_another_site_cannot_send()
    {
        var page = await site.Browser.GetStringAsync("/sandbox/settings");
        var token = page.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        var form = new Dictionary<string, string> { ["fault"] = "ServerError", ["delay"] = "20" };

        Assert.Equal(HttpStatusCode.BadRequest, (await site.Browser.PostAsync("/sandbox/settings", new FormUrlEncodedContent(form))).StatusCode);
        form["__RequestVerificationToken"] = token;
        Assert.Contains("value=\"ServerError\" checked", await (await site.Browser.PostAsync("/sandbox/settings", new FormUrlEncodedContent(form))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((SandboxFault.ServerError, 20), (site.Get<SandboxFaults>().Current.Fault, site.Get<SandboxFaults>().Current.DelayMilliseconds));
    }

    private async Task<JsonElement> BalanceAsync() => (await CallAsync(HttpMethod.Get, "balance", null)).Body.GetProperty("data").GetProperty("balance");

    private async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(HttpMethod method, string path, object? body, string? key = SandboxHosting.AuthenticaKey)
    {
        using var request = new HttpRequestMessage(method, SandboxHosting.AuthenticaPath + path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null) request.Headers.TryAddWithoutValidation("X-Authorization", key);
        using var response = await site.Browser.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}

/// <summary>Outside Development there are no stand-ins, and settings that point at one are refused.</summary>
public sealed class NoSandboxTests
{
    [Theory]
    [InlineData("/sandbox")]
    [InlineData("/sandbox/inbox")]
    [InlineData("/sandbox/faults")]
    [InlineData("/sandbox/authentica/api/v2/balance")]
    public async Task Outside_Development_the_sandbox_does_not_exist(string path)
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);

        Assert.Equal(HttpStatusCode.NotFound, (await world.Client().GetAsync(path)).StatusCode);
        Assert.Null(world.Services.GetService(typeof(SandboxInbox)));
    }

    [Theory]
    [InlineData("Salon:Authentica:Key", "", "Key is missing")]
    [InlineData("Salon:Authentica:Key", "Bearer abc", "begins with \"Bearer\"")]
    [InlineData("Salon:Authentica:Address", "https://salon.example.sa/sandbox/authentica/api/v2/", "a stand-in that only Development has")]
    [InlineData("Salon:Authentica:Address", "http://127.0.0.1:5080/sandbox/authentica/api/v2/", "a stand-in that only Development has")]
    [InlineData("Salon:Authentica:Address", "https://localhost/api/v2/", "a stand-in that only Development has")]
    [InlineData("Salon:Authentica:Address", "http://api.authentica.sa/api/v2/", "must begin with https")]
    [InlineData("Salon:Authentica:Address", "https://api.authentica.sa/api/v2", "ends with a slash")]
    [InlineData("Salon:Authentica:SenderName", "A very long sender", "more than 11 characters")]
    [InlineData("Salon:Authentica:Keyy", "typo", "Keyy")]
    public void A_wrong_setting_stops_the_start_with_a_sentence(string setting, string value, string sentence)
    {
        var settings = new Dictionary<string, string?> { ["Salon:Authentica:Key"] = "$2y$10$fine", [setting] = value };

        var refusal = Assert.Throws<SettingException>(() => MessagingHosting.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), development: false));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Development_needs_no_setting_at_all() =>
        Assert.Equal(SandboxHosting.AuthenticaKey, MessagingHosting.Read(new ConfigurationBuilder().Build(), development: true).Key);
}
