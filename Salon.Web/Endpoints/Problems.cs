using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Salon.Web.Endpoints;

/// <summary>Turns refusals into problem details. The one place that knows which status and which code an <see cref="Error"/> has outside.</summary>
internal static class Problems
{
    /// <summary>Codes that are not simply the error's own name; by the whole code, or by its room ("Phone.").</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["Booking.KeyReused"] = "idempotency_mismatch",
        ["Phone."] = "invalid_phone",
    };

    /// <summary>Statuses that do not follow from the kind of refusal.</summary>
    private static readonly Dictionary<string, int> Restated = new(StringComparer.Ordinal)
    {
        ["idempotency_mismatch"] = StatusCodes.Status422UnprocessableEntity,
        ["session_over"] = StatusCodes.Status401Unauthorized,
    };

    /// <summary>Codes of refusals that come from the HTTP layer and carry no <see cref="Error"/>.</summary>
    private static readonly Dictionary<int, string> OfStatus = new()
    {
        [StatusCodes.Status400BadRequest] = "bad_request",
        [StatusCodes.Status401Unauthorized] = "unauthorized",
        [StatusCodes.Status403Forbidden] = "forbidden",
        [StatusCodes.Status404NotFound] = "not_found",
        [StatusCodes.Status405MethodNotAllowed] = "method_not_allowed",
        [StatusCodes.Status408RequestTimeout] = "request_timeout",
        [StatusCodes.Status409Conflict] = "conflict",
        [StatusCodes.Status413PayloadTooLarge] = "body_too_large",
        [StatusCodes.Status415UnsupportedMediaType] = "unsupported_media_type",
        [StatusCodes.Status422UnprocessableEntity] = "unprocessable",
        [StatusCodes.Status426UpgradeRequired] = "https_required",
        [StatusCodes.Status429TooManyRequests] = "rate_limited",
        [StatusCodes.Status500InternalServerError] = "internal_error",
        [StatusCodes.Status503ServiceUnavailable] = "unavailable",
    };

    /// <summary>"Booking.SlotTaken" is <c>slot_taken</c>: the room is left out, the rest becomes snake_case, unless <see cref="Renamed"/> says otherwise.</summary>
    public static string CodeOf(Error error)
    {
        var dot = error.Code.IndexOf('.', StringComparison.Ordinal);
        return Renamed.GetValueOrDefault(error.Code) ?? Renamed.GetValueOrDefault(error.Code[..(dot + 1)])
            ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Code[(dot + 1)..]);
    }

    public static int StatusOf(Error error) => Restated.TryGetValue(CodeOf(error), out var status) ? status : error.Kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(error), error.Kind, "No HTTP status stands for this kind of refusal."),
    };

    /// <summary>The answer to a refusal of Core. A wait among the error's arguments becomes Retry-After.</summary>
    public static ProblemResult Of(Error error, IReadOnlyList<AlternativeTime>? alternatives = null)
    {
        var wait = error.Kind == ErrorKind.TooMany ? error.Args.OfType<Duration>().Select(d => (TimeSpan?)d.ToTimeSpan()).FirstOrDefault() : null;
        return new(Of(error, Texts.Current) with { Alternatives = alternatives }, wait);
    }

    /// <summary>A refusal of Core as it is told in a language.</summary>
    public static Problem Of(Error error, Texts texts) => Make(StatusOf(error), CodeOf(error), texts.Unmarked.Error(error), texts);

    /// <summary>The answer to a request whose fields cannot be understood.</summary>
    /// <param name="errors">What is wrong with which field; at least one.</param>
    public static ProblemResult Invalid(IEnumerable<(string Field, Error Error)> errors)
    {
        var texts = Texts.Current.Unmarked;
        var byField = errors.GroupBy(e => e.Field, e => texts.Error(e.Error), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        return new(Make(StatusCodes.Status400BadRequest, "invalid_request", texts.Error(ApiErrors.InvalidRequest), texts) with { Errors = byField });
    }

    /// <summary>The answer to a refusal of the HTTP layer.</summary>
    /// <param name="retryAfter">When it makes sense to try again.</param>
    public static ProblemResult Of(int status, TimeSpan? retryAfter = null) => new(Of(status, Texts.Current), retryAfter);

    /// <summary>A refusal of the HTTP layer as it is told in a language.</summary>
    public static Problem Of(int status, Texts texts) => Make(status, OfStatus[Nearest(status)], texts[$"Problems.Detail{Nearest(status)}"], texts);

    /// <summary>Whole seconds for a header, rounded up so that nobody comes back too early.</summary>
    public static string Seconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static Problem Make(int status, string code, string detail, Texts texts) =>
        new("about:blank", texts[$"Problems.Title{Nearest(status)}"], status, detail, code, Activity.Current?.TraceId.ToHexString() ?? "");

    /// <summary>The status whose words are used: the class stands for those without words of their own (RFC 9110 §15).</summary>
    public static int Nearest(int status) =>
        OfStatus.ContainsKey(status) ? status
        : status >= StatusCodes.Status500InternalServerError ? StatusCodes.Status500InternalServerError
        : StatusCodes.Status400BadRequest;
}
