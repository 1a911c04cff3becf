using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Salon.Messaging.Authentica;

namespace Salon.Web.Sandbox;

/// <summary>Stands in for authentica.sa: the calls Salon makes, in its wire format, as far as that is known (key, shapes, refusals).</summary>
/// <remarks>The words of the templates, the price of a message and the status for an empty balance are our own: none is published.</remarks>
internal sealed partial class AuthenticaSandbox(SandboxInbox inbox, SandboxFaults faults, AuthenticaOptions options, TimeProvider clock)
{
    private const decimal Price = 0.11m;
    private const int ArabicTemplate = 1;
    private const int EnglishTemplate = 2;
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(40); // longer than any client waits

    private readonly Lock gate = new();
    private decimal balance = 179.00m;

    public void Map(RouteGroupBuilder sandbox)
    {
        var api = sandbox.MapGroup("/authentica/api/v2");
        api.MapPost("/send-otp", (Delegate)((HttpContext context) => AnswerAsync(context, "send-otp", SendOtp)));
        api.MapPost("/send-sms", (Delegate)((HttpContext context) => AnswerAsync(context, "send-sms", SendSms)));
        api.MapGet("/balance", (Delegate)BalanceAsync);
    }

    private async Task<IResult> BalanceAsync(HttpContext context)
    {
        if (!HasKey(context)) return Unauthorized();
        var behaviour = faults.Take("balance");
        await Task.Delay(behaviour.DelayMilliseconds, context.RequestAborted);
        var left = behaviour.Fault == SandboxFault.NoBalance ? 0m : Left();
        object shown = behaviour.BalanceAsNumber ? left : left.ToString("0.00", CultureInfo.InvariantCulture);
        return Results.Json(new { success = true, data = new { balance = shown }, message = "Balance retrieved successfully" });
    }

    private async Task<IResult> AnswerAsync(HttpContext context, string operation, Func<JsonElement, (SandboxMessage? Message, string? Field, string? Problem)> read)
    {
        if (!HasKey(context)) return Unauthorized();
        var behaviour = faults.Take(operation);
        await Task.Delay(behaviour.DelayMilliseconds, context.RequestAborted);
        switch (behaviour.Fault)
        {
            case SandboxFault.TooManyRequests:
                context.Response.Headers.RetryAfter = "5";
                return Results.Json(new { success = false, message = "Too Many Attempts." }, statusCode: StatusCodes.Status429TooManyRequests);
            case SandboxFault.ServerError:
                return Results.Json(new { message = "Server Error" }, statusCode: StatusCodes.Status500InternalServerError);
            case SandboxFault.NoBalance:
                return Results.Json(new { success = false, message = "Insufficient balance" }, statusCode: StatusCodes.Status400BadRequest);
            case SandboxFault.RefusesWithSuccessStatus:
                return Results.Json(new { success = false, data = (object?)null, message = "The message was not sent" });
        }

        if (await ReadAsync(context) is not { } body) return Invalid("body", "The body must be a JSON object.");
        var (message, field, problem) = read(body);
        if (message is null) return Invalid(field!, problem!);

        message = message with { Reference = context.Request.Headers["Idempotency-Key"].FirstOrDefault() };
        inbox.Receive(message);
        if (behaviour.Fault == SandboxFault.Duplicate) inbox.Receive(message with { Id = Guid.CreateVersion7() });
        lock (gate) balance -= Price;
        return await AcceptedAsync(context, behaviour.Fault);
    }

    private static async Task<IResult> AcceptedAsync(HttpContext context, SandboxFault fault)
    {
        switch (fault)
        {
            case SandboxFault.TimeoutAfterAccepting:
                await Task.Delay(Never, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return Results.Empty;
            case SandboxFault.ResetAfterAccepting:
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{\"success\":", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Features.Get<IHttpRequestLifetimeFeature>()?.Abort();
                return Results.Empty;
            case SandboxFault.MalformedJson:
                return Results.Text("{\"success\": tr", "application/json");
            case SandboxFault.EmptyBody:
                return Results.Empty;
            default:
                return Results.Json(new { success = true, data = (object?)null, message = "OTP send successfully" }); // spelt as theirs is
        }
    }

    private (SandboxMessage?, string?, string?) SendOtp(JsonElement body)
    {
        var method = Text(body, "method");
        if (method is not ("sms" or "whatsapp" or "email")) return (null, "method", "The selected method is invalid.");
        if (method == "email") return (null, "method", "The stand-in sends no e-mail.");
        if (Text(body, "phone") is not { } phone || !Phone().IsMatch(phone)) return (null, "phone", "The phone format is invalid.");
        var template = body.TryGetProperty("template_id", out var asked) ? asked.ValueKind == JsonValueKind.Number ? asked.GetInt32() : 0 : ArabicTemplate;
        if (template < 1) return (null, "template_id", "The selected template id is invalid.");
        var code = Text(body, "otp") ?? string.Create(CultureInfo.InvariantCulture, $"{System.Security.Cryptography.RandomNumberGenerator.GetInt32(10_000):0000}");
        if (!Digits().IsMatch(code)) return (null, "otp", "The otp must be digits.");

        var text = template == EnglishTemplate ? $"Your verification code is: {code}" : $"رمز التحقق الخاص بك هو: {code}";
        return (Message(method, phone, text, code), null, null);
    }

    private (SandboxMessage?, string?, string?) SendSms(JsonElement body)
    {
        if (Text(body, "phone") is not { } phone || !Phone().IsMatch(phone)) return (null, "phone", "The phone format is invalid.");
        if (Text(body, "message") is not { Length: > 0 } text) return (null, "message", "The message field is required.");
        return (Message("sms", phone, text, code: null), null, null);
    }

    private SandboxMessage Message(string channel, string phone, string text, string? code) =>
        new(Guid.CreateVersion7(), channel, phone, text, code, clock.GetUtcNow(), "sent");

    private bool HasKey(HttpContext context) => context.Request.Headers["X-Authorization"].FirstOrDefault() == options.Key;

    private decimal Left()
    {
        lock (gate) return balance;
    }

    private static async Task<JsonElement?> ReadAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null; // answered as a validation error, as theirs would be
        }
    }

    private static string? Text(JsonElement body, string field) =>
        body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IResult Unauthorized() => Results.Json(new { message = "Unauthenticated." }, statusCode: StatusCodes.Status401Unauthorized);

    private static IResult Invalid(string field, string problem) =>
        Results.Json(new { message = problem, errors = new Dictionary<string, string[]> { [field] = [problem] } }, statusCode: StatusCodes.Status422UnprocessableEntity);

    [GeneratedRegex(@"^\+[1-9]\d{1,14}$", RegexOptions.None, 1000)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^\d{4,10}$", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
