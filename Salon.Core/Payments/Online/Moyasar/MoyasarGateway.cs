using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Salon.Providers;

namespace Salon.Payments.Online.Moyasar;

/// <summary>Speaks Moyasar's wire format. Translates, never decides, asks once.</summary>
/// <remarks>
/// A create call answers 201 whether or not the card was charged: only the status in the body counts. A second create with a used
/// <c>given_id</c> is refused, not replayed: the payment is then read. Refund, capture and void know no idempotency key: whoever asks again looks first.
/// </remarks>
internal sealed class MoyasarGateway([FromKeyedServices(MoyasarGateway.Lane)] ProviderClient client) : IPaymentGateway
{
    public const string Lane = "moyasar";

    /// <summary>Requests without one of their own are refused at the door with a page of HTML.</summary>
    private const string UserAgent = "Salon/1.0 (+https://salon.example)";

    private const string Reference = "attempt_id";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task<Heard<ProviderPage>> OpenPageAsync(GatewayKeys keys, PageRequest request, CancellationToken ct) => Read(
        await SendAsync("open-page", keys, HttpMethod.Post, "invoices", new
        {
            amount = request.Amount.Minor, currency = request.Amount.Currency, description = request.Description, success_url = request.Return.AbsoluteUri, back_url = request.Return.AbsoluteUri,
            expired_at = Moment(request.ExpiresAt), metadata = With(request.Metadata, request.Reference),
        }, ct), MoyasarJson.Page);

    public async Task<Heard<ProviderPage>> FindPageAsync(GatewayKeys keys, AttemptId reference, CancellationToken ct)
    {
        var reply = await SendAsync("find-page", keys, HttpMethod.Get, $"invoices?metadata[{Reference}]={reference.Value}", null, ct);
        // A filter it does not know may be ignored: every item is looked at.
        return Read(reply, json => MoyasarJson.Items(json, "invoices").Select(MoyasarJson.Page).OfType<ProviderPage>()
            .Where(page => page.Metadata.GetValueOrDefault(Reference) == reference.ToString()).ToList()) switch
        {
            Heard<List<ProviderPage>>.Answer { Value: [var found, ..] } => new Heard<ProviderPage>.Answer(found),
            Heard<List<ProviderPage>>.Refused refused => new Heard<ProviderPage>.Refused(refused.Code, refused.Again, refused.Words),
            Heard<List<ProviderPage>>.Unknown unknown => new Heard<ProviderPage>.Unknown(unknown.Code),
            _ => new Heard<ProviderPage>.Nothing(),
        };
    }

    public async Task<Heard<ProviderPage>> PageAsync(GatewayKeys keys, string id, CancellationToken ct) =>
        Read(await SendAsync("page", keys, HttpMethod.Get, $"invoices/{Uri.EscapeDataString(id)}", null, ct), MoyasarJson.Page);

    public async Task<Heard<ProviderPage>> ClosePageAsync(GatewayKeys keys, string id, CancellationToken ct) =>
        Read(await SendAsync("close-page", keys, HttpMethod.Put, $"invoices/{Uri.EscapeDataString(id)}/cancel", null, ct), MoyasarJson.Page);

    public Uri CardsAddress => new(client.Address, "payments");

    // A payment of nothing is refused for its amount; with a key nobody knows it is refused for its key.
    public async Task<Heard<string>> KnowsPublicKeyAsync(string publicKey, CancellationToken ct)
    {
        var reply = await SendAsync("public-key", new(publicKey, Live: false), HttpMethod.Post, "payments", new { amount = 0, currency = "SAR" }, ct);
        return reply.Status == 400 ? new Heard<string>.Answer(publicKey) : Read(reply, _ => (string?)null);
    }

    public async Task<Heard<ProviderPayment>> ChargeAsync(GatewayKeys keys, ChargeRequest request, CancellationToken ct)
    {
        var reply = await SendAsync("charge", keys, HttpMethod.Post, "payments", new
        {
            given_id = request.Id.Value, amount = request.Amount.Minor, currency = request.Amount.Currency, description = request.Description, callback_url = request.Return.AbsoluteUri,
            metadata = With(request.Metadata, request.Id), apply_coupon = false, source = new { type = "token", token = request.Token, manual = request.Manual ? true : (bool?)null },
        }, ct);
        return MoyasarJson.Text(reply.Json, "type") == "used_given_id" ? await PaymentAsync(keys, request.Id.ToString(), ct) : Read(reply, MoyasarJson.Payment);
    }

    public async Task<Heard<ProviderPayment>> PaymentAsync(GatewayKeys keys, string id, CancellationToken ct) =>
        Read(await SendAsync("payment", keys, HttpMethod.Get, $"payments/{Uri.EscapeDataString(id)}", null, ct), MoyasarJson.Payment);

    public async Task<Heard<ProviderPayment>> RefundAsync(GatewayKeys keys, string id, long minor, CancellationToken ct) =>
        Read(await SendAsync("refund", keys, HttpMethod.Post, $"payments/{Uri.EscapeDataString(id)}/refund", new { amount = minor }, ct), MoyasarJson.Payment);

    public async Task<Heard<ProviderPayment>> CaptureAsync(GatewayKeys keys, string id, long? minor, CancellationToken ct) =>
        Read(await SendAsync("capture", keys, HttpMethod.Post, $"payments/{Uri.EscapeDataString(id)}/capture", minor is { } part ? new { amount = part } : null, ct), MoyasarJson.Payment);

    public async Task<Heard<ProviderPayment>> VoidAsync(GatewayKeys keys, string id, CancellationToken ct) =>
        Read(await SendAsync("void", keys, HttpMethod.Post, $"payments/{Uri.EscapeDataString(id)}/void", null, ct), MoyasarJson.Payment);

    public async Task<Heard<IReadOnlyList<ProviderPayment>>> ListAsync(GatewayKeys keys, Instant updatedSince, int page, CancellationToken ct) => Read(
        await SendAsync("list", keys, HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"payments?page={page}&updated[gt]={Uri.EscapeDataString(Moment(updatedSince))}"), null, ct),
        json => json.TryGetProperty("payments", out _) ? (IReadOnlyList<ProviderPayment>)[.. MoyasarJson.Items(json, "payments").Select(MoyasarJson.Payment).OfType<ProviderPayment>()] : null);

    public async Task<Heard<string>> ListenAsync(GatewayKeys keys, Uri address, string secret, CancellationToken ct)
    {
        // Whatever we registered before carries another secret: it is taken down, so that there is one.
        var known = await SendAsync("webhooks", keys, HttpMethod.Get, "webhooks", null, ct);
        foreach (var old in MoyasarJson.Items(known.Json, "webhooks").Where(hook => MoyasarJson.Text(hook, "url") == address.AbsoluteUri))
        {
            if (MoyasarJson.Text(old, "id") is { } id) await SendAsync("unlisten", keys, HttpMethod.Delete, $"webhooks/{Uri.EscapeDataString(id)}", null, ct);
        }

        return Read(await SendAsync("listen", keys, HttpMethod.Post, "webhooks", new { http_method = "post", url = address.AbsoluteUri, shared_secret = secret }, ct), json => MoyasarJson.Text(json, "id"));
    }

    private async Task<ProviderReply> SendAsync(string operation, GatewayKeys keys, HttpMethod method, string path, object? body, CancellationToken ct)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"{keys.Secret}:"))}"); // the colon must be there
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (body is not null) request.Content = JsonContent.Create(body, options: Json);
        return await client.SendAsync(operation, request, ct);
    }

    private static Heard<T> Read<T>(ProviderReply reply, Func<JsonElement, T?> read) where T : class
    {
        if (reply.Status == 404) return new Heard<T>.Nothing();
        if (reply.Status >= 500) return new Heard<T>.Unknown(ProviderReasons.Failed); // 503 too: it may have charged before it broke
        if (reply.Trouble is ProviderOutcome.Unknown unknown) return new Heard<T>.Unknown(unknown.Code);
        if (reply.Trouble is ProviderOutcome.Refused refused) return new Heard<T>.Refused(refused.Code, refused.Again, MoyasarJson.Text(reply.Json, "message"));
        return read(reply.Json) is { } value ? new Heard<T>.Answer(value) : new Heard<T>.Unknown(ProviderReasons.Unreadable);
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> metadata, AttemptId attempt) => new(metadata, StringComparer.Ordinal) { [Reference] = attempt.ToString() };

    private static string Moment(Instant instant) => instant.ToString("uuuu-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
