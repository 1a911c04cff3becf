using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Reconciliation;
using Salon.Payments.Rules;
using Salon.Payments.Till;

namespace Salon.Payments.Online;

/// <summary>Where a customer pays.</summary>
/// <param name="Url">The provider's page; null when nothing is left to do there.</param>
public sealed record Checkout(PaymentId Payment, Money Amount, PaymentStatus Status, string? Url);

/// <summary>Takes money for visits. Every command may arrive twice and counts once; what the provider was asked for is written down before it is asked.</summary>
public sealed partial class PaymentService(
    Database database, BookingQueries bookings, IPaymentGateway gateway, PaymentAccounts accounts, PaymentRecorder recorder, PaymentFollower follower,
    RefundRunner refunds, TimeProvider clock)
{
    public const int MaxReason = 300;
    private const int MaxRounds = 6; // of two who write at once, one writes first and the other looks again

    private static readonly Duration PageLife = Duration.FromMinutes(30); // of a payment that no held time waits for
    private static readonly Duration LeastLife = Duration.FromMinutes(1);

    /// <summary>Opens the provider's page for what is due for a booking. The same click arriving twice gets the same page.</summary>
    /// <param name="back">Where the provider sends the customer afterwards; being there proves nothing.</param>
    /// <returns><see cref="PaymentErrors.TryAgain"/> when the provider did not answer: asking again finds the page if it was made.</returns>
    public async Task<Result<Checkout>> StartAsync(Actor actor, BookingId id, Uri back, CancellationToken ct)
    {
        if (!(await bookings.FindAsync(actor, id, ct)).TryGet(out var booking, out var refusal)) return refusal;
        if (!await accounts.IsConnectedAsync(actor.Organization, ct) || await accounts.KeysAsync(actor.Organization, ct) is not { } keys) return PaymentErrors.NotConnected;

        var now = clock.GetCurrentInstant();
        if (!(await AttemptAsync(actor, booking, keys, now, ct)).TryGet(out var started, out refusal)) return refusal;
        if (started.Url is not null) return started.ToCheckout();

        if (!started.IsNew) // its page may have been made by a call whose answer was lost
        {
            await follower.LookAsync(actor.Organization, started.Attempt, Cause.By(actor), ct);
            if (await ReadAsync(actor.Organization, started.Attempt, ct) is { Url: not null } found) return found.ToCheckout();
        }

        return await OpenPageAsync(actor, booking, keys, started, back, ct);
    }

    /// <summary>The customer is back from the provider's page: the provider is asked what became of it.</summary>
    /// <returns>How it stands now; unchanged when the provider did not answer.</returns>
    public async Task<Result<Checkout>> ReturnAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        if (!(await bookings.FindAsync(actor, id, ct)).TryGet(out _, out var refusal)) return refusal;
        AttemptId? attempt;
        await using (var db = await database.OpenAsync(actor.Organization, ct)) attempt = await Latest(db, id).Select(a => (AttemptId?)a.Id).FirstOrDefaultAsync(ct);
        if (attempt is not { } latest) return PaymentErrors.NotFound;
        await follower.LookAsync(actor.Organization, latest, new Cause(NewsFrom.Return), ct);
        return (await ReadAsync(actor.Organization, latest, ct))!.ToCheckout();
    }

    private async Task<Result<Started>> AttemptAsync(Actor actor, BookingView booking, GatewayKeys keys, Instant now, CancellationToken ct)
    {
        for (var round = 1; ; round++)
        {
            await using var db = await database.OpenForWriteAsync(actor, ct);
            await Counter.LockAsync(db, booking.Id, ct); // the counter may be taking the same money
            var due = await DueAsync(db, booking, ct);
            if (await Latest(db, booking.Id).Where(a => (a.Status == AttemptStatus.Open || a.Status == AttemptStatus.Asking) && a.ExpiresAt > now + LeastLife).FirstOrDefaultAsync(ct) is { } open)
            {
                var asked = await db.Payments.SingleAsync(p => p.Id == open.PaymentId, ct);
                if (asked.Amount.Minor <= due) return Started.Of(open, asked, isNew: false);
            }

            if (due <= 0) return PaymentErrors.NothingDue;
            var waits = booking.Status == BookingStatus.Pending;
            if (booking.Status is not (BookingStatus.Pending or BookingStatus.Confirmed or BookingStatus.Arrived or BookingStatus.InService or BookingStatus.Completed)) return PaymentErrors.TimeIsUp;
            if (waits && booking.HoldExpiresAt is { } until && until <= now + LeastLife) return PaymentErrors.TimeIsUp;

            foreach (var old in await db.Payments.Where(p => p.BookingId == booking.Id && p.Status == PaymentStatus.Open).ToListAsync(ct))
            {
                old.Become(PaymentStatus.Lapsed);
                db.PaymentEvents.Add(PaymentEvent.Of(old, PaymentNews.Lapsed, Cause.By(actor), now));
            }

            await PageCloser.WantNoMoreThanAsync(db, booking.Id, 0, now, ct);
            await db.SaveChangesAsync(ct); // an older page gives its place up first: one payment of a booking is open at a time
            var payment = Payment.Ask(actor.Organization, PaymentId.New(), booking.Id, waits ? PaymentPurpose.Deposit : PaymentPurpose.Visit, PaymentMethod.Online, booking.Price with { Minor = due }, now);
            var expires = waits && booking.HoldExpiresAt is { } hold ? hold : now + PageLife;
            var attempt = PaymentAttempt.Start(actor.Organization, payment.Id, AttemptId.New(), AttemptKind.Page, keys.Live, now, expires);
            db.Payments.Add(payment);
            db.PaymentAttempts.Add(attempt);
            db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Asked, Cause.By(actor), now, due));
            if (await db.CommitAsync(ct) is not { } refusal) return Started.Of(attempt, payment, isNew: true);
            if (round == 2) return refusal;
        }
    }

    private async Task<Result<Checkout>> OpenPageAsync(Actor actor, BookingView booking, GatewayKeys keys, Started started, Uri back, CancellationToken ct)
    {
        var request = new PageRequest(started.Attempt, started.Amount, DescriptionOf(booking), back, started.ExpiresAt, MetadataOf(booking.Id, started.Payment, started.Attempt));
        var cause = Cause.By(actor);
        switch (await gateway.OpenPageAsync(keys, request, ct))
        {
            case Heard<ProviderPage>.Answer { Value: var page }:
                await follower.OpenedAsync(actor.Organization, started.Attempt, page, cause, ct);
                break;
            case Heard<ProviderPage>.Refused { Again: false } refused:
                await follower.LapseAsync(actor.Organization, started.Attempt, cause with { Reference = refused.Code }, ct);
                return PaymentErrors.Declined;
            case Heard<ProviderPage>.Refused { Code: Providers.ProviderReasons.KeyRefused }:
                await recorder.NoteAsync(actor.Organization, new(WorkKind.KeyRefused, "key-refused"), ct);
                break;
        }

        return await ReadAsync(actor.Organization, started.Attempt, ct) is { Url: not null } read ? read.ToCheckout() : PaymentErrors.TryAgain;
    }

    private static string DescriptionOf(BookingView booking) =>
        Texts.For(Languages.Parse(booking.Language) ?? Languages.Arabic).In(booking.Branch.Zone).Unmarked["Payments.PageDescription", booking.Salon.ToString(), booking.Number, booking.StartsAt];

    private static Dictionary<string, string> MetadataOf(BookingId booking, PaymentId payment, AttemptId attempt) =>
        new(StringComparer.Ordinal) { ["booking_id"] = booking.ToString(), ["payment_id"] = payment.ToString(), ["attempt_id"] = attempt.ToString() };

    /// <summary>What is still to be paid: before the visit stands its deposit, afterwards the rest. What a bank keeps for the salon is as good as paid.</summary>
    private static async Task<long> DueAsync(SalonDb db, BookingView booking, CancellationToken ct)
    {
        var bill = (await Bill.ReadAsync(db, booking.Id, ct))!;
        var promised = await db.Payments.Where(p => p.BookingId == booking.Id && p.Status == PaymentStatus.Authorized).SumAsync(p => p.Amount.Minor, ct);
        return (booking.Status == BookingStatus.Pending ? (booking.Policy.Money?.DueMinor ?? 0) - bill.Paid.Minor : bill.Due.Minor) - promised;
    }

    private static IQueryable<PaymentAttempt> Latest(SalonDb db, BookingId booking) =>
        db.PaymentAttempts.Where(a => db.Payments.Any(p => p.Id == a.PaymentId && p.BookingId == booking && p.Method == PaymentMethod.Online)).OrderByDescending(a => a.CreatedAt);

    private async Task<Started?> ReadAsync(OrganizationId organization, AttemptId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var attempt = await db.PaymentAttempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct);
        return attempt is null ? null : Started.Of(attempt, await db.Payments.AsNoTracking().SingleAsync(p => p.Id == attempt.PaymentId, ct), isNew: false);
    }

    private sealed record Started(AttemptId Attempt, PaymentId Payment, Money Amount, PaymentStatus Status, string? Url, Instant ExpiresAt, bool IsNew)
    {
        public static Started Of(PaymentAttempt attempt, Payment payment, bool isNew) => new(attempt.Id, payment.Id, payment.Amount, payment.Status, attempt.Url, attempt.ExpiresAt, isNew);

        public Checkout ToCheckout() => new(Payment, Amount, Status, Status == PaymentStatus.Open ? Url : null);
    }
}
