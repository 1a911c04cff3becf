using System.Text.Json;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>The API's own document, and whether an answer is what it promises.</summary>
internal sealed class ApiDescription(JsonElement json)
{
    public JsonElement Json => json;

    public IEnumerable<(string Method, string Path, JsonElement Json)> Operations =>
        from path in json.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    public IEnumerable<JsonProperty> Schemas => json.GetProperty("components").GetProperty("schemas").EnumerateObject();

    public static async Task<ApiDescription> ReadAsync(WebWorld site)
    {
        using var client = site.Client();
        return new((await client.ReadAsync("/openapi/v1.json")).Json);
    }

    public JsonElement Schema(string name) => json.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <summary>Fails unless the answer of a call is described, status, type and every field of it.</summary>
    /// <param name="operation">The call's operationId.</param>
    public void Check(string operation, Answer answer)
    {
        var call = Operations.Single(o => o.Json.Text("operationId") == operation).Json;
        Assert.True(call.GetProperty("responses").TryGetProperty(((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture), out var response), $"{operation}: {answer}");
        if (answer.Body.Length == 0) Assert.False(response.TryGetProperty("content", out _), operation);
        else Check(answer.Json, response.GetProperty("content").GetProperty(answer.Type!.MediaType!).GetProperty("schema"), operation);

        if ((int)answer.Status >= 400) // its code is one of those the call names
            Assert.True(response.GetProperty("content").GetProperty("application/problem+json").GetProperty("examples").TryGetProperty(answer.Code, out _), $"{operation}: {answer.Code}");
    }

    /// <summary>Fails unless a value has the described form; a field nobody described fails too.</summary>
    public void Check(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference)) schema = Schema(reference.GetString()!.Split('/')[^1]);
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            if (value.ValueKind == JsonValueKind.Null) Assert.Contains(choices.EnumerateArray(), c => c.TryGetProperty("type", out var t) && t.ToString() == "null");
            else Check(value, choices.EnumerateArray().Single(c => !c.TryGetProperty("type", out var t) || t.ToString() != "null"), at);
            return;
        }

        Assert.True(Types(schema).Contains(TypeOf(value)) || (TypeOf(value) == "integer" && Types(schema).Contains("number")), $"{at} is {value.GetRawText()}, described as {schema.GetRawText()}");
        if (schema.TryGetProperty("enum", out var words)) Assert.Contains(value.GetString(), words.EnumerateArray().Select(w => w.GetString()));
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray()) Check(item, schema.GetProperty("items"), $"{at}[]");
        if (value.ValueKind == JsonValueKind.Object) CheckFields(value, schema, at);
    }

    private void CheckFields(JsonElement value, JsonElement schema, string at)
    {
        var named = schema.TryGetProperty("properties", out var known) ? known.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) : [];
        foreach (var field in value.EnumerateObject())
        {
            var isDescribed = named.TryGetValue(field.Name, out var form) || schema.TryGetProperty("additionalProperties", out form);
            Assert.True(isDescribed, $"{at}.{field.Name} is not described");
            Check(field.Value, form, $"{at}.{field.Name}");
        }

        if (schema.TryGetProperty("required", out var needed))
            Assert.All(needed.EnumerateArray(), name => Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{at}.{name} is missing"));
    }

    private static IEnumerable<string> Types(JsonElement schema) => schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } many
        ? many.EnumerateArray().Select(t => t.GetString()!)
        : [schema.Text("type")!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => "null",
    };
}
