using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Salon.Web.Endpoints;

/// <summary>Says of values what the framework cannot know: our own converters read and write them.</summary>
internal sealed class ApiSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (IsText(type)) schema.Type = IsNullable(type, context.JsonPropertyInfo) ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && IsText(element)) schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };
        if (IsNeeded(context.JsonPropertyInfo)) schema.Type &= ~JsonSchemaType.Null;
        if (IsBody(type)) schema.Required = context.JsonTypeInfo.Properties.Where(IsNeeded).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    private static bool IsText(Type type) => type == typeof(string) || Bare(type) is { IsEnum: true } || Bare(type) == typeof(DateTimeOffset);

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsNullable(Type type, JsonPropertyInfo? property) =>
        property is null ? Nullable.GetUnderlyingType(type) is not null : property.IsGetNullable && (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null);

    private static bool IsNeeded(JsonPropertyInfo? property) => property?.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true;

    // What callers send has optional fields; what they get is always whole.
    private static bool IsBody(Type type) => type.Name.EndsWith("Request", StringComparison.Ordinal) || type.Name.EndsWith("Request", StringComparison.Ordinal);
}
