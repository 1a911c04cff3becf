using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Media;

/// <summary>Takes pictures in and keeps them. Who shows a picture stores its name; what nobody shows is swept.</summary>
public sealed class PictureService(Database database, PictureStore store, TimeProvider clock) : IDisposable
{
    public const int MostPictures = 2_000;
    public const int MostWaiting = 32;

    // A picture of 16 megapixels needs up to 200 MB while it is made: one at a time, so that ten at once need no more.
    private readonly ConcurrencyLimiter turns = new(new() { PermitLimit = 1, QueueLimit = MostWaiting });

    /// <summary>How long a picture that nobody shows is kept: a form may still be open.</summary>
    private static readonly Duration Grace = Duration.FromDays(1);

    /// <summary>What a person must be allowed to put up pictures of a use.</summary>
    public static Permission Needs(PictureUse use) => use switch
    {
        PictureUse.Portrait => Permission.EditTeam,
        PictureUse.Service => Permission.EditMenu,
        _ => Permission.EditSettings,
    };

    /// <summary>Makes the sizes of one picture and keeps them.</summary>
    /// <param name="file">What was sent, whole and at hand: while it is read, others wait. What it is called and claims to be does not matter.</param>
    /// <returns>The name to store where it is shown.</returns>
    public async Task<Result<string>> AddAsync(Actor actor, PictureUse use, Stream file, CancellationToken ct)
    {
        if (!actor.May(Needs(use))) return MediaErrors.NotAllowed;
        if (!(await MakeAsync(use, file, ct)).TryGet(out var sizes, out var refusal)) return refusal;
        var name = PictureName.New(sizes.Select(size => size.Width));
        var isKept = false;
        try
        {
            await store.WriteAsync(name, sizes, ct); // before the row: a row without its files would show a hole
            var picture = Picture.Of(actor.Organization, name, use, sizes[^1], sizes.Sum(size => (long)size.Bytes.Length), clock.GetCurrentInstant());
            if (await RecordAsync(picture, ct) is { } conflict) return conflict;
            isKept = true;
            return name;
        }
        finally
        {
            if (!isKept) store.Delete(name); // nobody knows the name yet, so a row that was written all the same is swept
        }
    }

    private async Task<Result<IReadOnlyList<PictureFile>>> MakeAsync(PictureUse use, Stream file, CancellationToken ct)
    {
        using var turn = await turns.AcquireAsync(1, ct);
        if (!turn.IsAcquired) return MediaErrors.Busy;
        using var copy = new MemoryStream();
        var part = new byte[64 * 1024];
        for (int read; copy.Length <= PictureMaker.MostBytes && (read = await file.ReadAsync(part, ct)) > 0;) copy.Write(part, 0, read);
        return await Task.Run(() => PictureMaker.Make(copy.GetBuffer().AsSpan(0, (int)copy.Length), PictureShape.Of(use)), ct);
    }

    private async Task<Error?> RecordAsync(Picture picture, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(picture.OrganizationId, ct); // where it is shown is the change that is audited
        if (await db.Pictures.CountAsync(ct) >= MostPictures) return MediaErrors.TooMany(MostPictures);
        db.Pictures.Add(picture);
        return await db.CommitAsync(ct);
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

    public void Dispose() => turns.Dispose();
}
