using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>Completes each call of the API's document from what its endpoint says of itself: who may call, which header it reads, why it refuses.</summary>
internal sealed class ApiOperations : IOpenApiOperationTransformer
{
    private static readonly Texts English = Texts.For(Languages.English);

    private static readonly Dictionary<string, string> Segments = new(StringComparer.Ordinal)
    {
        ["slug"] = "The salon's slug.",
        ["id"] = "Id of the booking.",
    };

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDocument.Bearer, context.Document)] = [] }];
        var needed = context.Description.ParameterDescriptions.Where(p => p.ParameterDescriptor is IParameterInfoParameterDescriptor { ParameterInfo: var info } && info.IsDefined(typeof(RequiredAttribute), inherit: true))
            .Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? []) parameter.Required |= needed.Contains(parameter.Name ?? "");
        foreach (var segment in operation.Parameters?.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path) ?? [])
            segment.Description ??= Segments.GetValueOrDefault(segment.Name ?? "");
        if (metadata.OfType<Keyed>().Any()) (operation.Parameters ??= []).Add(KeyHeader());

        var kind = LimitsHosting.KindOf(context.Description.HttpMethod ?? "", metadata.OfType<LimitedAs>().LastOrDefault());
        (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal))["x-counts-as"] = new JsonNodeExtension(JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));

        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), parameterDescription: null, cancellationToken);
        context.Document?.AddComponent(nameof(Problem), problem);
        Refuse(operation, context.Document, metadata.OfType<Refusal>().Select(refusal => Problems.Of(refusal.Error, English)));
    }

    private static void Refuse(OpenApiOperation operation, OpenApiDocument? document, IEnumerable<Problem> refusals)
    {
        var responses = operation.Responses ??= [];
        var limited = Problems.Of(StatusCodes.Status429TooManyRequests, English);
        foreach (var ofStatus in refusals.Append(limited).DistinctBy(p => p.Code).GroupBy(p => p.Status))
        {
            foreach (var problem in ofStatus) document?.AddComponent(problem.Code, (IOpenApiExample)Example(problem));
            var response = new OpenApiResponse
            {
                Description = string.Join('\n', ofStatus.Select(p => $"- `{p.Code}`: {p.Detail}")),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [Problem.MediaType] = new()
                    {
                        Schema = new OpenApiSchemaReference(nameof(Problem), document),
                        Examples = ofStatus.ToDictionary(p => p.Code, IOpenApiExample (p) => new OpenApiExampleReference(p.Code, document), StringComparer.Ordinal),
                    },
                },
            };
            if (ofStatus.Key == limited.Status) response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
            };
            responses[ofStatus.Key.ToString(CultureInfo.InvariantCulture)] = response;
        }

        operation.Responses = [];
        foreach (var (status, response) in responses.OrderBy(r => r.Key, StringComparer.Ordinal)) operation.Responses[status] = response;
    }

    private static OpenApiExample Example(Problem problem)
    {
        var shown = problem with { TraceId = "4bf92f3577b34da6a3ce929d0e0e4736" };
        if (problem.Code == "invalid_request")
            shown = shown with { Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["start"] = [English.Unmarked.Error(ApiErrors.Missing)] } };
        if (problem.Code == "slot_taken")
            shown = shown with { Alternatives = [new(new DateTimeOffset(2027, 1, 20, 16, 30, 0, TimeSpan.FromHours(3)), [Guid.Parse("0193f1a0-0000-7000-8000-000000000001")])] };
        return new OpenApiExample { Summary = problem.Code, Value = JsonSerializer.SerializeToNode(shown, ApiJson.Options) };
    }

    private static OpenApiParameter KeyHeader() => new()
    {
        Name = IdempotencyKey.Header, In = ParameterLocation.Header, Required = false,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.MostCharacters },
        Description = "A word of the caller's own, new for every booking she wants; visible ASCII.",
    };
}
