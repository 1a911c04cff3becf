using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Bookings.Reviews;

/// <summary>Reads reviews: for everybody, for the visit's customer, for the salon and for the platform.</summary>
public sealed class ReviewQueries(Database database, TimeProvider clock)
{
    public const int PageSize = 10;
    private const int MostPages = 10_000;

    /// <summary>What everybody may read about a salon, the newest first.</summary>
    /// <param name="organization">The salon.</param>
    /// <param name="page">1 and on.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<PublicReviews> PublicAsync(OrganizationId organization, int page, CancellationToken ct)
    {
        page = Math.Clamp(page, 1, MostPages);
        await using var db = await database.OpenAsync(organization, ct);
        var counted = await db.Reviews.Where(r => r.HiddenAt == null).GroupBy(r => r.Stars).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        if (counted.Count == 0) return new PublicReviews([], counted, page);

        var rows = await (
            from r in db.Reviews
            join c in db.Contacts on r.ContactId equals c.Id
            join b in db.Bookings on r.BookingId equals b.Id
            where r.HiddenAt == null
            orderby r.WrittenAt descending, r.Id descending
            select new { r.Id, r.BookingId, r.Stars, r.Text, c.Name, b.BusinessDate, r.Reply }).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var services = await ServicesAsync(db, [.. rows.Select(r => r.BookingId)], ct);
        return new PublicReviews([.. rows.Select(r => new PublicReview(r.Id, FirstName.Of(r.Name), r.Stars, r.Text, r.BusinessDate, [.. services[r.BookingId]], r.Reply))], counted, page);
    }

    /// <summary>The review of one visit, for whoever may write it.</summary>
    public async Task<Result<ReviewForm>> FormAsync(Actor actor, BookingId booking, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var row = await (
            from b in db.Bookings
            join o in db.Organizations on b.OrganizationId equals o.Id
            join branch in db.Branches on b.BranchId equals branch.Id
            from c in db.Contacts.Where(c => c.Id == b.ContactId)
            where b.Id == booking
            select new { b.Status, b.StartsAt, b.EndsAt, b.BusinessDate, o.Slug, Salon = o.Name, o.Cover, Branch = branch.Name, Owner = c.UserId, c.Name }).SingleOrDefaultAsync(ct);
        if (row is null || !(actor.Booking == booking || (row.Owner is { } owner && owner == actor.User))) return BookingErrors.NotFound;

        var written = await db.Reviews.Where(r => r.BookingId == booking).Select(r => new { r.Stars, r.Text, r.Reply, Hidden = r.HiddenAt != null }).SingleOrDefaultAsync(ct);
        var lines = await (
            from l in db.BookingLines
            join s in db.Staff on l.StaffId equals s.Id
            where l.BookingId == booking
            orderby l.Position
            select new { l.ServiceName, s.Name }).ToListAsync(ct);
        var refusal = ReviewService.RefusalOf(row.Status, row.EndsAt, now) ?? (written is { Hidden: true } ? ReviewErrors.Hidden : null);
        return new ReviewForm(
            row.Slug, row.Salon, row.Cover, row.Branch, row.BusinessDate, [.. lines.Select(l => l.ServiceName)], [.. lines.Select(l => l.Name).Distinct()],
            FirstName.Of(row.Name), written?.Stars, written?.Text ?? "", written?.Reply, refusal);
    }

    /// <summary>A salon's reviews for its own people, hidden ones too.</summary>
    public async Task<Result<ReviewList>> ListAsync(Actor actor, ReviewFilter filter, ReviewOrder order, int page, CancellationToken ct)
    {
        if (!actor.May(Permission.AnswerReviews)) return ReviewErrors.NotAllowed;
        page = Math.Clamp(page, 1, MostPages);
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var rating = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => new { o.RatingCount, o.RatingSum }).SingleAsync(ct);
        var all = Filtered(db.Reviews, filter);
        var total = await all.CountAsync(ct);
        var ordered = order switch
        {
            ReviewOrder.Lowest => all.OrderBy(r => r.Stars).ThenByDescending(r => r.WrittenAt),
            ReviewOrder.Highest => all.OrderByDescending(r => r.Stars).ThenByDescending(r => r.WrittenAt),
            _ => all.OrderByDescending(r => r.WrittenAt),
        };
        var rows = await RowsAsync(db, ordered.ThenByDescending(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize), ct);
        return new ReviewList(Sorted(rows, order), total, page, rating.RatingCount == 0 ? null : (double)rating.RatingSum / rating.RatingCount, rating.RatingCount);
    }

    /// <summary>What salons reported and what is hidden, on the whole platform.</summary>
    /// <param name="actor">A platform admin.</param>
    /// <param name="hidden">What is hidden now instead of what waits for a decision.</param>
    /// <param name="page">1 and on.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<Result<ReviewList>> ForPlatformAsync(Actor actor, bool hidden, int page, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return ReviewErrors.NotAllowed;
        await using var db = await database.OpenAcrossAsync(ct);
        var wanted = hidden ? db.Reviews.Where(r => r.HiddenAt != null) : db.Reviews.Where(r => r.ReportedAt != null && r.HiddenAt == null);
        var total = await wanted.CountAsync(ct);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await RowsAsync(db, wanted.OrderByDescending(r => hidden ? r.HiddenAt : r.ReportedAt).ThenByDescending(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize), ct);
        return new ReviewList(rows, total, page, null, 0);
    }

    // Joins need not keep the order of what they were given.
    private static ReviewRow[] Sorted(IEnumerable<ReviewRow> rows, ReviewOrder order) => order switch
    {
        ReviewOrder.Lowest => [.. rows.OrderBy(r => r.Stars)],
        ReviewOrder.Highest => [.. rows.OrderByDescending(r => r.Stars)],
        _ => [.. rows],
    };

    private static IQueryable<Review> Filtered(IQueryable<Review> reviews, ReviewFilter filter) => filter switch
    {
        ReviewFilter.Unanswered => reviews.Where(r => r.Reply == null && r.HiddenAt == null),
        ReviewFilter.Low => reviews.Where(r => r.Stars <= 3),
        ReviewFilter.Reported => reviews.Where(r => r.ReportedAt != null || r.HiddenAt != null),
        _ => reviews,
    };

    private static async Task<ReviewRow[]> RowsAsync(SalonDb db, IQueryable<Review> reviews, CancellationToken ct)
    {
        var rows = await (
            from r in reviews
            join o in db.Organizations on r.OrganizationId equals o.Id
            join c in db.Contacts on new { r.OrganizationId, Id = r.ContactId } equals new { c.OrganizationId, c.Id }
            join b in db.Bookings on new { r.OrganizationId, Id = r.BookingId } equals new { b.OrganizationId, b.Id }
            select new
            {
                r.Id, r.OrganizationId, Salon = o.Name, r.BookingId, b.Number, b.BusinessDate, r.ContactId, c.Name, r.Stars, r.Text, r.WrittenAt, r.Reply,
                r.ReportedAt, r.ReportReason, r.HiddenAt, r.HideReason,
            }).ToListAsync(ct);
        var services = await ServicesAsync(db, [.. rows.Select(r => r.BookingId)], ct);
        return [.. rows.OrderByDescending(r => r.WrittenAt).Select(r => new ReviewRow(
            r.Id, r.OrganizationId, r.Salon, r.BookingId, r.Number, r.BusinessDate, r.ContactId, r.Name, r.Stars, r.Text, [.. services[r.BookingId]], r.WrittenAt, r.Reply,
            r.ReportedAt is not null, r.ReportReason, r.HiddenAt is not null, r.HideReason))];
    }

    private static async Task<ILookup<BookingId, LocalizedText>> ServicesAsync(SalonDb db, IReadOnlyList<BookingId> bookings, CancellationToken ct) =>
        (await db.BookingLines.Where(l => bookings.Contains(l.BookingId)).OrderBy(l => l.Position).Select(l => new { l.BookingId, l.ServiceName }).ToListAsync(ct))
            .ToLookup(l => l.BookingId, l => l.ServiceName);
}
