using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Salon.Web.Endpoints;

namespace Salon.Web.Hosting;

/// <summary>Describes the API to programs at /openapi/v1.json, and to people at /docs in Development or where <c>Salon:Docs</c> says so.</summary>
internal static class DocumentHosting
{
    public const string PagePath = "/docs";
    private const string DocumentPath = "/openapi/v1.json";
    private const string Name = "v1";

    public static void AddDocument(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Written>();
        builder.Services.AddOpenApi(Name, options =>
        {
            options.AddDocumentTransformer<ApiDocument>();
            options.AddOperationTransformer<ApiOperations>();
            options.AddSchemaTransformer<ApiSchemas>();
        });
    }

    public static void MapDocument(this WebApplication app)
    {
        app.MapGet(DocumentPath, async (Written document) =>
        {
            var (bytes, tag) = await document.ReadAsync();
            return TypedResults.Bytes(bytes, "application/json", entityTag: new EntityTagHeaderValue(tag));
        }).AllowAnonymous().ExcludeFromDescription();
        if (!(app.Services.GetRequiredService<SalonSettings>().Docs ?? app.Environment.IsDevelopment())) return;

        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = PagePath[1..];
            page.DocumentTitle = "Salon API";
            page.SwaggerEndpoint(DocumentPath, "Salon API v1");
            page.DisplayOperationId();
            page.DefaultModelsExpandDepth(0);
        });
    }

    /// <summary>The document as it is sent: written once, because it cannot change while the program runs, and writing takes longer than a visitor may cost.</summary>
    internal sealed class Written([FromKeyedServices(Name)] IOpenApiDocumentProvider source)
    {
        private readonly Lazy<Task<(byte[] Bytes, string Tag)>> known = new(() => WriteAsync(source));

        public Task<(byte[] Bytes, string Tag)> ReadAsync() => known.Value;

        private static async Task<(byte[] Bytes, string Tag)> WriteAsync(IOpenApiDocumentProvider source)
        {
            var document = await source.GetOpenApiDocumentAsync();
            using var text = new MemoryStream();
            await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1);
            var bytes = text.ToArray();
            return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
        }
    }
}
