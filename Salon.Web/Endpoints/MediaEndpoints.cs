using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Salon.Media;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>Pictures come in by one address and go out by another. Both trust nothing: names, types and sizes are looked at again.</summary>
internal static class MediaEndpoints
{
    private const long MostPosted = PictureMaker.MostBytes + 64L * 1024; // what stands around the file in a form

    public static void MapMedia(this WebApplication app)
    {
        app.MapGet("/media/{file}", Show).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        app.MapPost("/admin/{slug}/pictures/{use}", AddAsync).RequireAuthorization().ExcludeFromDescription()
            .DisableAntiforgery(); // asked for below, with a sentence instead of an empty answer
    }

    // A name is never used again for another picture, so whoever has one may keep it for good.
    private static IResult Show(HttpContext http, string file, PictureStore store)
    {
        if (store.Find(file) is not { } path) return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.File(path, PictureName.TypeOf(file), entityTag: new($"\"{file}\""), enableRangeProcessing: true);
    }

    private static async Task<IResult> AddAsync(
        HttpContext http, string slug, string use, PictureService pictures, SalonDirectory directory, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!Enum.TryParse<PictureUse>(use, out var wanted) || !Enum.IsDefined(wanted)) return Results.NotFound();
        if (!(await directory.FindAsync(slug, ct)).TryGet(out var salon, out _)) return Results.NotFound();
        if (http.Request.ContentLength is null or > MostPosted)
            return Refused(MediaErrors.TooManyBytes(PictureMaker.MostBytes / (1024 * 1024)), StatusCodes.Status413PayloadTooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostPosted;
        if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        var actor = await http.ActorAsync(salon.Id, ct);
        if (!actor.May(PictureService.Needs(wanted))) return Refused(MediaErrors.NotAllowed); // before reading what was sent

        // Beyond a small part the body waits on disk, not in memory, until it is the picture's turn.
        var limits = new FormOptions { MultipartBodyLengthLimit = MostPosted, ValueCountLimit = 1, BufferBody = false };
        if (await InputGuard.WholeAsync(http.Request.ReadFormAsync(limits, ct)) is not { Files: [var sent] }) return Refused(MediaErrors.NotAPicture);
        await using var file = sent.OpenReadStream();
        return (await pictures.AddAsync(actor, wanted, file, ct)).TryGet(out var name, out var refusal) ? Results.Json(new { name }) : Refused(refusal);
    }

    private static IResult Refused(Error refusal) => Refused(refusal, Problems.StatusOf(refusal));

    private static IResult Refused(Error refusal, int status) =>
        Results.Json(new { sentence = Texts.Current.Error(refusal), code = refusal.Code }, statusCode: status);
}
