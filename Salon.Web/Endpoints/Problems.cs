using System.Globalization;
using System.Text.Json;
using Salon.Accounts;

namespace Salon.Web.Endpoints;

/// <summary>Refusals as RFC 9457 problem details, with a stable code for programs and a sentence for people.</summary>
internal static class Problems
{
    public static IResult Of(Error error) => new ErrorResult(error);

    /// <summary>"Booking.SlotTaken" is <c>slot_taken</c>; every way of mistyping a phone is <c>invalid_phone</c>.</summary>
    public static string CodeOf(Error error) => error.Code.StartsWith("Phone.", StringComparison.Ordinal)
        ? "invalid_phone"
        : JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Code[(error.Code.IndexOf('.', StringComparison.Ordinal) + 1)..]);

    private static int StatusOf(Error error) => error.Kind switch
    {
        _ when error == AccountsErrors.SessionOver => StatusCodes.Status401Unauthorized,
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(error), error.Kind, "No HTTP status stands for this kind of refusal."),
    };

    private sealed class ErrorResult(Error error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (error.Kind == ErrorKind.TooMany && error.Args is [Duration wait, ..])
            {
                var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
                httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            return TypedResults.Problem(
                statusCode: StatusOf(error),
                detail: Texts.Current.Unmarked.Error(error),
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = CodeOf(error) }).ExecuteAsync(httpContext);
        }
    }
}
