using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Till;

namespace Salon.Payments.Online;

/// <summary>Charges of cards that the provider holds under a token which the customer's browser made. Card numbers never come near us.</summary>
public sealed partial class PaymentService
{
    public const int MaxToken = 200;

    /// <summary>Charges a token for what is due for a booking, under the attempt's own id: however often it is asked, it is charged once.</summary>
    /// <param name="manual">Only promise the amount; it is captured at the visit.</param>
    public async Task<Result<Checkout>> ChargeAsync(Actor actor, BookingId id, string token, bool manual, Uri back, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(token) || token.Length > MaxToken) return PaymentErrors.NotAKey;
        if (!(await bookings.FindAsync(actor, id, ct)).TryGet(out var booking, out var refusal)) return refusal;
        if (!await accounts.IsConnectedAsync(actor.Organization, ct) || await accounts.KeysAsync(actor.Organization, ct) is not { } keys) return PaymentErrors.NotConnected;

        var now = clock.GetCurrentInstant();
        Payment payment;
        PaymentAttempt attempt;
        await using (var db = await database.OpenForWriteAsync(actor, ct))
        {
            await Counter.LockAsync(db, id, ct); // the counter may be taking the same money
            var due = await DueAsync(db, booking, ct);
            if (due <= 0) return PaymentErrors.NothingDue;
            if (booking.Status is not (BookingStatus.Pending or BookingStatus.Confirmed)) return PaymentErrors.TimeIsUp;
            payment = Payment.Ask(actor.Organization, PaymentId.New(), id, booking.Status == BookingStatus.Pending ? PaymentPurpose.Deposit : PaymentPurpose.Visit, PaymentMethod.Online, booking.Price with { Minor = due }, now);
            attempt = PaymentAttempt.Start(actor.Organization, payment.Id, AttemptId.New(), AttemptKind.Token, keys.Live, now, booking.HoldExpiresAt ?? now + PageLife);
            db.Payments.Add(payment);
            db.PaymentAttempts.Add(attempt);
            db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Asked, Cause.By(actor), now, due));
            if (await db.CommitAsync(ct) is { } lost) return lost; // another payment of this booking is under way
        }

        var request = new ChargeRequest(attempt.Id, payment.Amount, $"{booking.Salon} {booking.Number}", token, manual, back, MetadataOf(id, payment.Id, attempt.Id));
        var heard = await gateway.ChargeAsync(keys, request, ct);
        if (heard is Heard<ProviderPayment>.Refused { Again: false })
        {
            await follower.LapseAsync(actor.Organization, attempt.Id, Cause.By(actor), ct);
            return PaymentErrors.Declined;
        }

        if (heard is Heard<ProviderPayment>.Answer { Value: var seen } && await recorder.RecordAsync(actor.Organization, attempt.Id, seen, Cause.By(actor), ct) is { } trouble) return trouble;
        await follower.LookAsync(actor.Organization, attempt.Id, Cause.By(actor), ct);
        var after = await PaymentAsync(actor.Organization, payment.Id, ct);
        var url = heard is Heard<ProviderPayment>.Answer { Value: { State: ProviderState.Initiated, Url: { } next } } ? next : null;
        return after!.Status == PaymentStatus.Lapsed ? PaymentErrors.Declined : new Checkout(payment.Id, payment.Amount, after.Status, url);
    }
}
