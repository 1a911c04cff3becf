using System.Globalization;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Providers;

namespace Salon.Messaging.Authentica;

/// <summary>Speaks Authentica's wire format, version 2. Translates, never decides, asks once.</summary>
/// <remarks>
/// Authentica takes no idempotency key and tells no delivery: what is unknown stays unknown. Its answers name success differently
/// from call to call, so a yes is a true flag beside no false one; the sentences are never matched.
/// </remarks>
internal sealed class AuthenticaGateway(
    AuthenticaOptions options, [FromKeyedServices(AuthenticaGateway.CodesLane)] ProviderClient codes, [FromKeyedServices(AuthenticaGateway.TextsLane)] ProviderClient texts)
{
    /// <summary>People wait for codes: they do not queue behind texts, and texts that fail do not close their way.</summary>
    public const string CodesLane = "authentica-codes";
    public const string TextsLane = "authentica-texts";

    private const decimal NothingLeft = 0.5m; // no message is cheaper than that; an account below it cannot send

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] Flags = ["success", "status", "verified", "valid"];

    /// <summary>It takes no texts for now, because it fails.</summary>
    public bool TextsRest => texts.IsResting;

    /// <summary>Carries our own code; the words around it are the portal's template.</summary>
    public async Task<ProviderOutcome> SendCodeAsync(CodeMessage message, CancellationToken ct)
    {
        var body = new SendOtp(
            message.Channel == CodeChannel.WhatsApp ? "whatsapp" : "sms", message.Phone.Value,
            Languages.IsArabic(message.Language) ? options.ArabicTemplate : options.EnglishTemplate, message.Code);
        return OutcomeOf(await codes.SendAsync("send-otp", Post("send-otp", body), ct));
    }

    /// <summary>Carries a text by SMS: the one channel for texts that Authentica has.</summary>
    public async Task<ProviderOutcome> SendTextAsync(PhoneNumber to, string text, CancellationToken ct)
    {
        var body = new SendSms(to.Value, text, options.SenderName.Length == 0 ? null : options.SenderName);
        var outcome = OutcomeOf(await texts.SendAsync("send-sms", Post("send-sms", body), ct));

        // How an empty account is told is not documented, so a refusal is looked at twice: a wrong number fails for ever, a balance is topped up.
        if (outcome is ProviderOutcome.Refused { Code: ProviderReasons.Rejected } && await BalanceAsync(ct) < NothingLeft)
            return new ProviderOutcome.Refused(ProviderReasons.NoBalance, Again: true);
        return outcome;
    }

    /// <summary>What is left of the account's balance; null when it cannot be learned.</summary>
    public async Task<decimal?> BalanceAsync(CancellationToken ct)
    {
        var reply = await texts.SendAsync("balance", Request(HttpMethod.Get, "balance"), ct);
        if (reply.Trouble is not null || !reply.Json.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object) return null;
        if (!data.TryGetProperty("balance", out var balance)) return null;
        return balance.ValueKind switch
        {
            JsonValueKind.Number when balance.TryGetDecimal(out var number) => number,
            JsonValueKind.String when decimal.TryParse(balance.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
    }

    private static ProviderOutcome OutcomeOf(ProviderReply reply)
    {
        if (reply.Trouble is { } trouble) return trouble;
        if (reply.Json.ValueKind != JsonValueKind.Object) return new ProviderOutcome.Unknown(ProviderReasons.Unreadable);

        var flags = Flags.Select(flag => reply.Json.TryGetProperty(flag, out var value) ? value.ValueKind : JsonValueKind.Undefined).ToList();
        if (flags.Contains(JsonValueKind.False)) return new ProviderOutcome.Refused(ProviderReasons.Rejected);
        return flags.Contains(JsonValueKind.True) ? new ProviderOutcome.Done() : new ProviderOutcome.Unknown(ProviderReasons.Unreadable);
    }

    private HttpRequestMessage Post<TBody>(string path, TBody body)
    {
        var request = Request(HttpMethod.Post, path);
        request.Content = JsonContent.Create(body, options: Json);
        return request;
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("X-Authorization", options.Key); // raw: no scheme, no trimming
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return request;
    }

    private sealed record SendOtp(string Method, string Phone, int TemplateId, string Otp);

    private sealed record SendSms(string Phone, string Message, string? SenderName);
}
