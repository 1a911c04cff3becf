using System.Text.Json;

namespace Salon.Providers;

/// <summary>What came back from a provider: an answer to read, or the reason why there is none.</summary>
internal sealed class ProviderReply
{
    private static readonly Duration LongestWait = Duration.FromMinutes(10);

    private readonly byte[] body;

    private ProviderReply(int? status, byte[] body, JsonElement json, ProviderOutcome? trouble) => (Status, this.body, Json, Trouble) = (status, body, json, trouble);

    /// <summary>HTTP status; null when no answer came.</summary>
    public int? Status { get; }

    /// <summary>Why there is nothing to read: no answer, a status that means no, something that is not JSON. Null when all is well.</summary>
    public ProviderOutcome? Trouble { get; }

    /// <summary>The answer: an object or an array whose texts can all be read. Undefined when it is neither, which a refusal may be.</summary>
    public JsonElement Json { get; }

    public ReadOnlySpan<byte> Body => body;

    /// <summary>Whether this speaks against the provider's health rather than against our request.</summary>
    public bool IsSick => Trouble is ProviderOutcome.Unknown
        or ProviderOutcome.Refused { Code: ProviderReasons.Unreachable or ProviderReasons.Unavailable or ProviderReasons.TooMany };

    public static ProviderReply Without(ProviderOutcome trouble) => new(null, [], default, trouble);

    /// <param name="retryAfter">What the provider asked us to wait, if it did.</param>
    public static ProviderReply Of(int status, byte[] body, Duration? retryAfter)
    {
        var json = Read(body);
        var trouble = TroubleOf(status, retryAfter);
        if (trouble is null && json.ValueKind == JsonValueKind.Undefined) trouble = new ProviderOutcome.Unknown(ProviderReasons.Unreadable);
        return new(status, body, json, trouble);
    }

    private static JsonElement Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            ReadTexts(body);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? document.RootElement.Clone() : default;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default; // a fact about the provider, told as Undefined: an empty body, an error page, half a character
        }
    }

    // Whoever reads the answer later reads any of its texts: what is no text (half of a surrogate pair, broken UTF-8) is found here.
    private static void ReadTexts(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
        }
    }

    private static ProviderOutcome? TroubleOf(int status, Duration? retryAfter)
    {
        var wait = retryAfter is { } asked ? Duration.Min(Duration.Max(asked, Duration.FromSeconds(1)), LongestWait) : (Duration?)null;
        return status switch
        {
            >= 200 and < 300 => null,
            >= 300 and < 400 => new ProviderOutcome.Refused(ProviderReasons.WrongAddress, Again: true), // redirects are not followed: they would carry our key elsewhere
            401 or 403 => new ProviderOutcome.Refused(ProviderReasons.KeyRefused, Again: true),
            402 => new ProviderOutcome.Refused(ProviderReasons.NoBalance, Again: true),
            404 or 405 => new ProviderOutcome.Refused(ProviderReasons.WrongAddress, Again: true),
            408 => new ProviderOutcome.Unknown(ProviderReasons.TimedOut),
            429 => new ProviderOutcome.Refused(ProviderReasons.TooMany, Again: true, wait),
            503 => new ProviderOutcome.Refused(ProviderReasons.Unavailable, Again: true, wait),
            >= 500 => new ProviderOutcome.Unknown(ProviderReasons.Failed),
            _ => new ProviderOutcome.Refused(ProviderReasons.Rejected),
        };
    }
}
