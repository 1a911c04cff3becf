using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Salon.Web.Endpoints;

/// <summary>A refusal as RFC 9457 problem details.</summary>
[Description("A refusal, as RFC 9457 problem details. Programs decide by `code`, people read `detail`.")]
internal sealed record Problem(
    [property: Description("Always about:blank: `code` says what happened.")] string Type,
    [property: Description("What kind of refusal this is, in the caller's language.")] string Title,
    [property: Description("The HTTP status.")] int Status,
    [property: Description("What happened and what can be done, as a sentence in the caller's language.")] string Detail,
    [property: Description("Stable word for programs, such as slot_taken.")] string Code,
    [property: Description("Names this call in the logs of the installation.")] string TraceId)
{
    public const string MediaType = "application/problem+json";

    [Description("Sentences per field of the request, such as lines[0].service; only with the code invalid_request.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    [Description("The nearest free times, best first; only with the code slot_taken.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AlternativeTime>? Alternatives { get; init; }
}

/// <summary>A free time near one that was taken.</summary>
internal sealed record AlternativeTime(
    [property: Description("Start of the visit, with the branch's offset.")] DateTimeOffset Start,
    [property: Description("Who could do the first service then.")] IReadOnlyList<Guid> Staff);

/// <summary>Answers with a problem, also after the response's headers were cleared by an error handler.</summary>
internal sealed class ProblemResult(Problem problem, TimeSpan? retryAfter = null) : IResult
{
    public Problem Problem => problem;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        if (retryAfter is { } wait) response.Headers.RetryAfter = Problems.Seconds(wait);
        return response.WriteAsJsonAsync(problem, ApiJson.Options, Problem.MediaType, httpContext.RequestAborted);
    }
}
