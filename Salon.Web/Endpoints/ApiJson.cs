using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Salon.Web.Endpoints;

/// <summary>How the API reads and writes JSON.</summary>
internal static class ApiJson
{
    private const int DeepestNesting = 16;

    public static JsonSerializerOptions Options { get; } = Make();

    public static void Apply(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // Arabic as itself; the answers are JSON and never stand inside HTML
        options.MaxDepth = DeepestNesting;
        options.NumberHandling = JsonNumberHandling.Strict; // "5" is not 5
        options.AllowDuplicateProperties = false; // two readers of one body must not see two different bookings
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new EntityIdJsonConverterFactory());
        options.Converters.Add(new PlainTextConverter());
        options.Converters.Add(new TimeConverter());
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>Text of a body comes through <see cref="TypedText"/>, whichever field it is.</summary>
    private sealed class PlainTextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException();
            return TextOf(ref reader) is { } text && !TypedText.HasControls(text) ? TypedText.Clean(text) : throw new RefusedValueException(ApiErrors.ControlCharacters);
        }

        // Null for half of a surrogate pair.
        private static string? TextOf(ref Utf8JsonReader reader)
        {
            try
            {
                return reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
    }

    /// <summary>Times carry their offset: without one, the reader's own zone would be guessed.</summary>
    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Moments.ParseTime(reader.GetString()) is { } time ? time : throw new RefusedValueException(ApiErrors.NotATime);

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Moments.Write(value));
    }
}

/// <summary>A value of a body that is refused for a reason of ours. The reader adds where it stands.</summary>
internal sealed class RefusedValueException(Error error) : JsonException
{
    public Error Error => error;
}
