using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Bookings.Reviews;

/// <summary>What customers say of their visits. Every change counts the salon's rating again in the same transaction.</summary>
/// <remarks>Customers write and rewrite, the salon answers and reports, the platform hides and shows; nobody deletes.</remarks>
public sealed class ReviewService(Database database, TimeProvider clock)
{
    /// <summary>How long after a visit its review can be written and rewritten; as long as its link opens.</summary>
    public static readonly Duration WritableFor = ManageLinks.Life;

    /// <summary>Writes the review of a visit, or writes it anew.</summary>
    /// <param name="actor">The customer, or the bearer of the visit's link.</param>
    /// <param name="id">A visit that is over.</param>
    /// <param name="stars">1 to 5.</param>
    /// <param name="text">At most <see cref="Review.LongestText"/> characters; may be empty.</param>
    /// <param name="ct">Stops before the commit.</param>
    public async Task<Result<ReviewId>> WriteAsync(Actor actor, BookingId id, int stars, string? text, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var tidy = TidyText.Lines(text);
        var checks = new Checks();
        if (stars is < Review.LeastStars or > Review.MostStars) checks.Fail("Stars", ReviewErrors.StarsMissing);
        if (Characters.IsLonger(tidy, Review.LongestText)) checks.Fail("Text", ReviewErrors.TooLong(Review.LongestText));
        if (checks.Refusal is { } wrong) return wrong;

        await using var db = await OpenAloneAsync(actor, ct);
        var visit = await db.Bookings.Where(b => b.Id == id).Select(b => new { b.Status, b.EndsAt, b.ContactId }).SingleOrDefaultAsync(ct);
        if (visit?.ContactId is not { } contact || !await IsHersAsync(db, actor, id, contact, ct)) return BookingErrors.NotFound;
        if (RefusalOf(visit.Status, visit.EndsAt, now) is { } refusal) return refusal;

        var review = await db.Reviews.SingleOrDefaultAsync(r => r.BookingId == id, ct);
        if (review is { Counts: false }) return ReviewErrors.Hidden;
        if (review is null) db.Reviews.Add(review = Review.Write(actor.Organization, id, contact, stars, tidy, now));
        else if (review.Stars != stars || review.Text != tidy) review.Rewrite(stars, tidy, now);

        return await CountAsync(db, review, ct) is { } conflict ? conflict : review.Id;
    }

    /// <summary>The salon's public answer; an empty one takes it back.</summary>
    public Task<Error?> ReplyAsync(Actor actor, ReviewId id, string? text, CancellationToken ct)
    {
        var tidy = TidyText.Lines(text);
        if (Characters.IsLonger(tidy, Review.LongestReply)) return Task.FromResult<Error?>(ReviewErrors.TooLong(Review.LongestReply));
        return BySalonAsync(actor, id, (review, now) => review.Answer(tidy.Length == 0 ? null : tidy, actor.User, now), ct);
    }

    /// <summary>Asks the platform to look at a review. It stays where it is meanwhile.</summary>
    public Task<Error?> ReportAsync(Actor actor, ReviewId id, string? reason, CancellationToken ct)
    {
        var tidy = TidyText.Lines(reason);
        if (tidy.Length == 0) return Task.FromResult<Error?>(ReviewErrors.TextMissing);
        if (Characters.IsLonger(tidy, Review.LongestReason)) return Task.FromResult<Error?>(ReviewErrors.TooLong(Review.LongestReason));
        return BySalonAsync(actor, id, (review, now) => review.Report(tidy, now), ct);
    }

    /// <summary>Takes a review off the public pages and out of the rating.</summary>
    /// <param name="actor">A platform admin.</param>
    /// <param name="organization">The salon it is about.</param>
    /// <param name="id">The review.</param>
    /// <param name="reason">For the record.</param>
    /// <param name="ct">Stops before the commit.</param>
    public Task<Error?> HideAsync(Actor actor, OrganizationId organization, ReviewId id, string? reason, CancellationToken ct)
    {
        var tidy = TidyText.Lines(reason);
        if (tidy.Length == 0) return Task.FromResult<Error?>(ReviewErrors.TextMissing);
        if (Characters.IsLonger(tidy, Review.LongestReason)) return Task.FromResult<Error?>(ReviewErrors.TooLong(Review.LongestReason));
        return ByPlatformAsync(actor, organization, id, (review, now) => review.Hide(tidy, now), ct);
    }

    /// <summary>Puts a hidden or reported review back into its place.</summary>
    public Task<Error?> ShowAsync(Actor actor, OrganizationId organization, ReviewId id, CancellationToken ct) =>
        ByPlatformAsync(actor, organization, id, (review, _) => review.Show(), ct);

    /// <summary>Null when a visit may be reviewed now.</summary>
    internal static Error? RefusalOf(BookingStatus status, Instant endsAt, Instant now) =>
        status != BookingStatus.Completed ? ReviewErrors.NotYet : now > endsAt + WritableFor ? ReviewErrors.TooLate : null;

    private static async Task<bool> IsHersAsync(SalonDb db, Actor actor, BookingId id, ContactId contact, CancellationToken ct) =>
        actor.Booking == id || (actor.User is { } user && await db.Contacts.AnyAsync(c => c.Id == contact && c.UserId == user, ct));

    private async Task<Error?> BySalonAsync(Actor actor, ReviewId id, Action<Review, Instant> change, CancellationToken ct)
    {
        if (!actor.May(Permission.AnswerReviews)) return ReviewErrors.NotAllowed;
        return await ChangeAsync(actor, id, change, ct);
    }

    private async Task<Error?> ByPlatformAsync(Actor actor, OrganizationId organization, ReviewId id, Action<Review, Instant> change, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return ReviewErrors.NotAllowed;
        return await ChangeAsync(actor with { Organization = organization }, id, change, ct);
    }

    private async Task<Error?> ChangeAsync(Actor actor, ReviewId id, Action<Review, Instant> change, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await OpenAloneAsync(actor, ct);
        var review = await db.Reviews.SingleOrDefaultAsync(r => r.Id == id, ct);
        if (review is null) return ReviewErrors.NotFound;
        change(review, now);
        return await CountAsync(db, review, ct);
    }

    // One change of a salon's reviews at a time: the sum is counted from rows that nobody else is changing.
    private async Task<SalonDb> OpenAloneAsync(Actor actor, CancellationToken ct)
    {
        var db = await database.OpenForWriteAsync(actor, ct);
        try
        {
            await db.LockAsync([actor.Organization.Value], ct);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>Counts the rating from all reviews as they will stand, and commits both.</summary>
    private static async Task<Error?> CountAsync(SalonDb db, Review changed, CancellationToken ct)
    {
        var others = await db.Reviews.Where(r => r.Id != changed.Id && r.HiddenAt == null)
            .GroupBy(_ => 1).Select(all => new { Count = all.Count(), Sum = all.Sum(r => r.Stars) }).SingleOrDefaultAsync(ct);
        var count = (others?.Count ?? 0) + (changed.Counts ? 1 : 0);
        var sum = (others?.Sum ?? 0) + (changed.Counts ? changed.Stars : 0);
        await db.Organizations.Where(o => o.Id == db.Organization)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.RatingCount, count).SetProperty(o => o.RatingSum, sum), ct);
        db.Announce(new Change(db.Organization, ChangeKind.Reviews));
        return await db.CommitAsync(ct);
    }
}
