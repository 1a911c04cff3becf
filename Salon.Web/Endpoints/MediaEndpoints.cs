using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Salon.Media;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>Pictures come in by one address and go out by another. Both trust nothing: names, types and sizes are looked at again.</summary>
internal static class MediaEndpoints
{
    private const long MostPosted = 5L * 1024 * 1024;
    private const int MostFiles = 4;

    public static void MapMedia(this WebApplication app)
    {
        app.MapGet("/media/{file}", Show).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        app.MapPost("/admin/{slug}/pictures/{use}", AddAsync).RequireAuthorization().DisableAntiforgery().ExcludeFromDescription(); // asked for below, with a sentence instead of an empty answer
    }

    // A name is never used again for another picture, so whoever has one may keep it for good.
    private static IResult Show(HttpContext http, string file, PictureStore store)
    {
        if (store.Find(file) is not { } path) return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.File(path, PictureName.TypeOf(file), enableRangeProcessing: true);
    }

    private static async Task<IResult> AddAsync(HttpContext http, string slug, string use, PictureService pictures, SalonDirectory directory, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!Enum.TryParse<PictureUse>(use, out var wanted) || !Enum.IsDefined(wanted)) return Results.NotFound();
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out _)) return Results.NotFound();
        if (http.Request.ContentLength is null or > MostPosted) return Refused(MediaErrors.TooManyBytes(PictureCleaner.MostBytes / (1024 * 1024)), StatusCodes.Status413PayloadTooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostPosted;
        if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        var actor = await http.ActorAsync(salon.Id, ct);
        if (!actor.May(PictureService.Needs(wanted))) return Refused(MediaErrors.NotAllowed, StatusCodes.Status403Forbidden); // before reading what was sent

        var form = await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = MostPosted, ValueCountLimit = MostFiles, BufferBody = false }, ct);
        if (form.Files.Count is 0 or > MostFiles) return Refused(MediaErrors.NotAPicture, StatusCodes.Status400BadRequest);
        var sizes = new List<ReadOnlyMemory<byte>>(form.Files.Count);
        foreach (var sent in form.Files)
        {
            using var copy = new MemoryStream((int)Math.Min(sent.Length, MostPosted));
            await sent.CopyToAsync(copy, ct);
            sizes.Add(copy.ToArray());
        }

        return (await pictures.AddAsync(actor, wanted, sizes, ct)).TryGet(out var name, out var refusal) ? Results.Json(new { name }) : Refused(refusal, StatusCodes.Status400BadRequest);
    }

    private static IResult Refused(Error refusal, int status) => Results.Json(new { sentence = Texts.Current.Error(refusal), code = refusal.Code }, statusCode: status);
}
