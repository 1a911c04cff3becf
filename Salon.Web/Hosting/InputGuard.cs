using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Salon.Web.Hosting;

/// <summary>
/// Refuses addresses and forms that carry NUL: nobody types it, and PostgreSQL cannot store it. What is typed into forms comes through
/// <see cref="TypedText"/>, whichever field it is. Bodies of the API are read by rules of their own.
/// </summary>
internal static class InputGuard
{
    // Of a stream that ends before its form does; a disk that is full or fails has a number of its own.
    private const int BrokenOff = unchecked((int)0x80131620);

    public static void UseInputGuard(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        var isClean = !request.Path.Value.AsSpan().Contains('\0') && !request.QueryString.Value.AsSpan().Contains("%00", StringComparison.Ordinal);
        if (!isClean) return Refuse(context);
        if (!NamesAnUnknownCharset(request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    });

    // Whoever reads such a body would throw.
    private static bool NamesAnUnknownCharset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue && type.Encoding is null;

    /// <summary>Stands behind the limits: reading a form costs more than counting a call.</summary>
    public static void UseFormGuard(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (IsFormOfAPage(context) && !await IsCleanAsync(context)) await Refuse(context);
        else await next(context);
    });

    // Uploads have endpoints of their own, which read them piece by piece.
    private static bool IsFormOfAPage(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType
        && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private static async Task<bool> IsCleanAsync(HttpContext context)
    {
        if (await WholeAsync(context.Request.ReadFormAsync(context.RequestAborted)) is not { } form) return false; // kept, so the page does not read it again
        if (!form.All(field => IsClean(field.Key) && field.Value.All(IsClean))) return false;
        var clean = form.ToDictionary(
            field => field.Key, field => new StringValues([.. field.Value.Select(text => text is null ? null : TypedText.Clean(text))]),
            StringComparer.OrdinalIgnoreCase);
        context.Request.Form = new FormCollection(clean, form.Files);
        return true;
    }

    /// <summary>Null when what was sent is no form: a boundary is missing, a part breaks off, a name is too long, there are too many fields or files.</summary>
    internal static async Task<IFormCollection?> WholeAsync(Task<IFormCollection> form)
    {
        try
        {
            return await form;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && e.HResult == BrokenOff)
        {
            return null;
        }
    }

    private static bool IsClean(string? text) => text is null || !text.Contains('\0', StringComparison.Ordinal);

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
