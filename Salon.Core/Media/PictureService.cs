using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Media;

/// <summary>Takes pictures in and keeps them. Who shows a picture stores its name; what nobody shows is swept.</summary>
public sealed class PictureService(Database database, PictureStore store, TimeProvider clock)
{
    public const int MostPictures = 2_000;
    private const double Tolerance = 0.02; // browsers round the sides

    /// <summary>How long a picture that nobody shows is kept: a form may still be open.</summary>
    private static readonly Duration Grace = Duration.FromDays(1);

    /// <summary>What a person must be allowed to put up pictures of a use.</summary>
    public static Permission Needs(PictureUse use) => use switch
    {
        PictureUse.Portrait => Permission.EditTeam,
        PictureUse.Service => Permission.EditMenu,
        _ => Permission.EditSettings,
    };

    /// <summary>Checks, cleans and keeps one picture.</summary>
    /// <param name="sizes">One file for each width of the use's shape, in any order; what they are called and claim to be does not matter.</param>
    /// <returns>The name to store where it is shown.</returns>
    public async Task<Result<string>> AddAsync(Actor actor, PictureUse use, IReadOnlyList<ReadOnlyMemory<byte>> sizes, CancellationToken ct)
    {
        if (!actor.May(Needs(use))) return MediaErrors.NotAllowed;
        var shape = PictureShape.Of(use);
        if (sizes.Count == 0 || sizes.Count > shape.Widths.Count) return MediaErrors.NotAPicture;

        var clean = new List<CleanPicture>(sizes.Count);
        foreach (var size in sizes)
        {
            if (!PictureCleaner.Clean(size.Span).TryGet(out var picture, out var refusal)) return refusal;
            if (Math.Abs(picture.Facts.Height - picture.Facts.Width * shape.Ratio) > 1 + picture.Facts.Width * shape.Ratio * Tolerance) return MediaErrors.OtherShape;
            clean.Add(picture);
        }

        clean.Sort((a, b) => a.Facts.Width.CompareTo(b.Facts.Width));
        var largest = clean[^1].Facts;
        if (clean.Exists(p => p.Facts.Type != largest.Type || p.Facts.Width < 16) || clean.DistinctBy(p => p.Facts.Width).Count() != clean.Count) return MediaErrors.OtherShape;

        var name = PictureName.New(clean.Select(p => p.Facts.Width), largest.Extension);
        await store.WriteAsync(name, clean, ct); // before the row: a row without its files would show a hole
        await using var db = await database.OpenForWriteAsync(actor.Organization, ct); // where it is shown is the change that is audited
        if (await db.Pictures.CountAsync(ct) >= MostPictures) return MediaErrors.TooMany(MostPictures);
        db.Pictures.Add(Picture.Of(actor.Organization, name, use, largest, clean.Sum(p => (long)p.Bytes.Length), clock.GetCurrentInstant()));
        return await db.CommitAsync(ct) is { } conflict ? conflict : name;
    }

    /// <summary>Forgets the pictures of an organization that nothing has shown for a day.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepAsync(Actor system, CancellationToken ct)
    {
        var before = clock.GetCurrentInstant() - Grace;
        List<Picture> unused;
        await using (var db = await database.OpenForWriteAsync(system, ct))
        {
            var salon = await db.Organizations.Where(o => o.Id == system.Organization).Select(o => new { o.Cover, o.Logo, o.Gallery }).SingleAsync(ct);
            string?[] shown = [salon.Cover, salon.Logo, .. salon.Gallery];
            unused = await db.Pictures
                .Where(p => p.CreatedAt < before && !shown.Contains(p.Name) && !db.Staff.Any(s => s.Picture == p.Name) && !db.Services.Any(s => s.Picture == p.Name))
                .ToListAsync(ct);
            if (unused.Count == 0) return 0;
            db.Pictures.RemoveRange(unused);
            if (await db.CommitAsync(ct) is not null) return 0; // somebody was quicker; the next turn sees
        }

        foreach (var picture in unused) store.Delete(picture.Name);
        return unused.Count;
    }
}
