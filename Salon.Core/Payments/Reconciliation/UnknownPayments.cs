using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Rules;
using Salon.Payments.Till;

namespace Salon.Payments.Reconciliation;

/// <summary>
/// Settles payments of the provider that nobody asked for: somebody says whose visit one pays, or gives it back. What it is, is fetched from
/// the provider each time; the same payment counts once, whoever says so and however often.
/// </summary>
public sealed class UnknownPayments(Database database, IPaymentGateway gateway, PaymentAccounts accounts, TimeProvider clock) : IOutboxHandler<UnknownGoesBack>
{
    private const int MaxRounds = 6; // of two who write at once, one writes first and the other looks again
    private static readonly Duration Patience = Duration.FromMinutes(2);

    /// <summary>The payment as the provider tells it now.</summary>
    public async Task<Result<SeenPayment>> SeeAsync(Actor actor, RowId item, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        string? id;
        await using (var db = await database.OpenAsync(actor.Organization, ct))
            id = await db.WorkItems.Where(w => w.Id == item && w.Kind == WorkKind.UnknownPayment).Select(w => w.ProviderId).SingleOrDefaultAsync(ct);
        if (id is null) return PaymentErrors.NotFound;
        if (await accounts.KeysAsync(actor.Organization, ct) is not { } keys) return await accounts.WithoutKeysAsync(actor.Organization, ct);
        return await gateway.PaymentAsync(keys, id, ct) switch
        {
            Heard<ProviderPayment>.Answer { Value: var seen } => new SeenPayment(seen, keys.Live),
            Heard<ProviderPayment>.Nothing => PaymentErrors.NotFound,
            _ => PaymentErrors.TryAgain,
        };
    }

    /// <summary>Writes the payment down as money for a visit. The same click arriving twice is one payment.</summary>
    public async Task<Result<PaymentId>> LinkAsync(Actor actor, RowId item, BookingId booking, string? reason, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        if (Counter.ReasonOf(reason) is not { } why) return PaymentErrors.ReasonNeeded;
        if (!(await SeeAsync(actor, item, ct)).TryGet(out var told, out var refusal)) return refusal;
        for (var round = 1; ; round++)
        {
            var linked = await WriteAsync(actor, item, booking, told, why, ct);
            if (linked.Error is not { } trouble || round == MaxRounds || (trouble != DataErrors.ChangedMeanwhile && trouble.Code != PaymentErrors.AlreadyCounted.Code)) return linked;
        }
    }

    private async Task<Result<PaymentId>> WriteAsync(Actor actor, RowId item, BookingId booking, SeenPayment told, string why, CancellationToken ct)
    {
        var seen = told.Payment;
        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([item.Value], ct);
        if (await Counter.LockAsync(db, booking, ct) is not { } counter) return Bookings.BookingErrors.NotFound;
        var now = clock.GetCurrentInstant();
        var known = await (from a in db.PaymentAttempts
                           join p in db.Payments on a.PaymentId equals p.Id
                           where a.ProviderId == seen.Id
                           select new { p.Id, p.BookingId }).SingleOrDefaultAsync(ct);
        if (known is not null) return known.BookingId == booking ? known.Id : PaymentErrors.SettledAlready; // the same click, or somebody else's
        var work = await db.WorkItems.SingleAsync(w => w.Id == item, ct);
        if (work.ClosedAt is not null) return PaymentErrors.SettledAlready;
        if (work.IsGoingBack) return PaymentErrors.GoingBack;
        if (seen.LeftMinor == 0) return PaymentErrors.NothingThere;
        if (!counter.IsOpen) return PaymentErrors.VisitNotOpen;
        if (seen.Amount.Currency != counter.Currency) return PaymentErrors.OtherCurrency;

        var bill = (await Bill.ReadAsync(db, booking, ct))!;
        var waits = await db.Bookings.AnyAsync(b => b.Id == booking && b.Status == Bookings.BookingStatus.Pending, ct);
        var theirs = seen with { Amount = seen.Amount with { Minor = seen.TakenMinor } }; // nothing else was asked: what was taken is the whole of it
        var payment = Payment.Ask(actor.Organization, PaymentId.New(), booking, waits ? PaymentPurpose.Deposit : PaymentPurpose.Visit, PaymentMethod.Online, theirs.Amount, now);
        var attempt = PaymentAttempt.Link(actor.Organization, payment.Id, theirs, told.Live, now);
        db.Payments.Add(payment);
        db.PaymentAttempts.Add(attempt);
        db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Linked, Cause.By(actor, seen.Id), now, null, Why.Said(why)));
        await PaymentRecorder.ApplyAsync(db, payment, attempt, theirs, Cause.By(actor), now, ct);
        await PageCloser.WantNoMoreThanAsync(db, booking, Math.Max(0, bill.Due.Minor - seen.LeftMinor), now, ct);
        work.Close(actor.User, why, now);
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        return await db.CommitAsync(ct) is { } refusal ? refusal : payment.Id;
    }

    /// <summary>Gives all that is left of the payment back to whoever paid it. The person waits; what is left over is tried again by itself.</summary>
    /// <returns>Null when it is back, or on its way; <see cref="PaymentErrors.NotGivenBack"/> when the provider does not do it.</returns>
    public async Task<Error?> GiveBackAsync(Actor actor, RowId item, string? reason, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        if (Counter.ReasonOf(reason) is not { } why) return PaymentErrors.ReasonNeeded;
        if (!(await SeeAsync(actor, item, ct)).TryGet(out _, out var refusal)) return refusal;
        await using (var db = await database.OpenForWriteAsync(actor, ct))
        {
            await db.LockAsync([item.Value], ct);
            var now = clock.GetCurrentInstant();
            var work = await db.WorkItems.SingleAsync(w => w.Id == item, ct);
            if (work.ClosedAt is not null) return await db.PaymentAttempts.AnyAsync(a => a.ProviderId == work.ProviderId, ct) ? PaymentErrors.SettledAlready : null;
            if (work.IsGoingBack) return null; // the same click, arriving twice
            work.SendBack(actor.User, why);
            db.Outbox.Add(OutboxMessage.For(actor.Organization, new UnknownGoesBack(item), now));
            db.Announce(new Change(actor.Organization, ChangeKind.Payments));
            if (await db.CommitAsync(ct) is { } trouble) return trouble;
        }

        await RunAsync(actor.Organization, item, ct);
        await using var reading = await database.OpenAsync(actor.Organization, ct);
        return await reading.WorkItems.AnyAsync(w => w.Id == item && w.ClosedAt == null && w.Resolution == null, ct) ? PaymentErrors.NotGivenBack : null;
    }

    /// <summary>Says that the payment is none of the salon's: it leaves the list, and stays in the books as money for no visit.</summary>
    public async Task<Error?> DismissAsync(Actor actor, RowId item, string? reason, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        if (Counter.ReasonOf(reason) is not { } why) return PaymentErrors.ReasonNeeded;
        var told = await SeeAsync(actor, item, ct);
        if (told.Error is { } silence && silence != PaymentErrors.NotFound && silence != PaymentErrors.NotConnected) return silence; // what it comes to is not known
        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([item.Value], ct);
        var now = clock.GetCurrentInstant();
        var work = await db.WorkItems.SingleOrDefaultAsync(w => w.Id == item && w.Kind == WorkKind.UnknownPayment, ct);
        if (work is null) return PaymentErrors.NotFound;
        if (work.ClosedAt is not null) return null; // the same click, arriving twice
        if (work.IsGoingBack) return PaymentErrors.GoingBack;
        work.Close(actor.User, why, now);
        if (told.TryGet(out var seen, out _)) Ledger.Unasked(db, seen.Payment, now);
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        return await db.CommitAsync(ct);
    }

    public async Task<Handled> HandleAsync(Delivery delivery, UnknownGoesBack message, CancellationToken ct)
    {
        var handled = await RunAsync(delivery.Organization, message.Item, ct);
        if (handled == Handled.Done || !delivery.IsLast) return handled;
        await EndAsync(delivery.Organization, message.Item, back: null, ct); // a person looks again
        return handled;
    }

    // All that is left goes back, so that asking twice is harmless: the second time there is nothing left, and the provider refuses.
    private async Task<Handled> RunAsync(OrganizationId organization, RowId item, CancellationToken ct)
    {
        string? id;
        await using (var db = await database.OpenAsync(organization, ct))
            id = await db.WorkItems.Where(w => w.Id == item && w.ClosedAt == null && w.Resolution != null).Select(w => w.ProviderId).SingleOrDefaultAsync(ct);
        if (id is null) return Handled.Done;
        if (await accounts.KeysAsync(organization, ct) is not { } keys) return Handled.Later("no keys");
        if (await gateway.PaymentAsync(keys, id, ct) is not Heard<ProviderPayment>.Answer { Value: var seen }) return Handled.Later("the payment cannot be read");
        if (seen.LeftMinor == 0) return await EndAsync(organization, item, seen, ct);

        var heard = await gateway.RefundAsync(keys, id, seen.LeftMinor, ct);
        if (heard is Heard<ProviderPayment>.Refused { Again: true } later) return Handled.Later(later.Code);
        if (heard is Heard<ProviderPayment>.Answer { Value: { LeftMinor: 0 } back }) return await EndAsync(organization, item, back, ct);
        if (heard is not Heard<ProviderPayment>.Refused) return Handled.Later("no answer: the amounts will tell", Patience);
        return await gateway.PaymentAsync(keys, id, ct) is Heard<ProviderPayment>.Answer { Value: var after } // somebody else may have done it
            ? await EndAsync(organization, item, after.LeftMinor == 0 ? after : null, ct) : Handled.Later("the payment cannot be read");
    }

    /// <param name="back">Without money in it; null when it did not go back.</param>
    private async Task<Handled> EndAsync(OrganizationId organization, RowId item, ProviderPayment? back, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(organization, ct);
        await db.LockAsync([item.Value], ct);
        var now = clock.GetCurrentInstant();
        var work = await db.WorkItems.SingleAsync(w => w.Id == item, ct);
        if (!work.IsGoingBack) return Handled.Done; // somebody was faster
        if (back is null)
        {
            work.Stay(now);
        }
        else
        {
            work.Close(work.ClosedBy, work.Resolution!, now);
            Ledger.Unasked(db, back, now);
        }

        db.Announce(new Change(organization, ChangeKind.Payments));
        return await db.CommitAsync(ct) is { } trouble ? Handled.Later(trouble.Code) : Handled.Done;
    }
}
