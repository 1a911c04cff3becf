using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Jobs;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Reconciliation;
using Salon.Payments.Rules;

namespace Salon.Payments.Online;

/// <summary>Asks the provider what became of attempts. Whoever wants to know comes here: the return address, webhooks, the jobs, staff.</summary>
public sealed class PaymentFollower(
    Database database, IPaymentGateway gateway, PaymentAccounts accounts, PaymentRecorder recorder, Settlements settlements, TimeProvider clock)
{
    /// <summary>A page that nobody knows by then was never made.</summary>
    private static readonly Duration NeverMade = Duration.FromMinutes(15);

    /// <summary>Somebody may be typing a code of her bank when the page closes.</summary>
    private static readonly Duration Grace = Duration.FromMinutes(10);

    /// <summary>Looks at one attempt, writes down what there is, and lets the visit stand if its money came.</summary>
    /// <returns>Null when the provider answered; otherwise it is asked again later.</returns>
    public async Task<Error?> LookAsync(OrganizationId organization, AttemptId id, Cause cause, CancellationToken ct)
    {
        PaymentAttempt? attempt;
        await using (var db = await database.OpenAsync(organization, ct)) attempt = await db.PaymentAttempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct);
        if (attempt is null) return PaymentErrors.NotFound;
        if (attempt.Kind == AttemptKind.Desk) return null;
        if (await accounts.KeysAsync(organization, ct) is not { } keys) return PaymentErrors.NotConnected;

        var trouble = attempt.Kind == AttemptKind.Page ? await LookAtPageAsync(attempt, keys, cause, ct) : await LookAtChargeAsync(attempt, keys, cause, ct);
        return trouble ?? await SettleAsync(organization, attempt.PaymentId, ct);
    }

    /// <summary>Lets a visit stand whose money is written down but not yet acted on.</summary>
    internal async Task<Error?> SettleAsync(OrganizationId organization, AttemptId attempt, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        return await SettleAsync(organization, await db.PaymentAttempts.Where(a => a.Id == attempt).Select(a => a.PaymentId).SingleAsync(ct), ct);
    }

    private async Task<Error?> SettleAsync(OrganizationId organization, PaymentId id, CancellationToken ct)
    {
        await using (var db = await database.OpenAsync(organization, ct))
        {
            var isPaid = await db.Payments.AnyAsync(p => p.Id == id && (p.Status == PaymentStatus.Paid || p.Status == PaymentStatus.Authorized), ct);
            var isDone = await db.PaymentEvents.AnyAsync(e => e.PaymentId == id && (e.News == PaymentNews.Confirmed || e.News == PaymentNews.CameTooLate), ct);
            if (!isPaid || isDone || await db.WorkItems.AnyAsync(w => w.PaymentId == id && w.Kind == WorkKind.AmountDiffers && w.ClosedAt == null, ct)) return null;
        }

        BookingId booking;
        await using (var db = await database.OpenAsync(organization, ct)) booking = await db.Payments.Where(p => p.Id == id).Select(p => p.BookingId).SingleAsync(ct);
        return await settlements.ConfirmAsync(organization, id, booking, ct) == Handled.Done ? null : PaymentErrors.TryAgain;
    }

    private async Task<Error?> LookAtPageAsync(PaymentAttempt attempt, GatewayKeys keys, Cause cause, CancellationToken ct)
    {
        var heard = attempt.PageId is { } page ? await gateway.PageAsync(keys, page, ct) : await gateway.FindPageAsync(keys, attempt.Id, ct);
        var now = clock.GetCurrentInstant();
        switch (heard)
        {
            case Heard<ProviderPage>.Answer { Value: var found }:
                if (attempt.PageId is null) await OpenedAsync(attempt.OrganizationId, attempt.Id, found, cause, ct);
                foreach (var payment in found.Payments)
                {
                    if (await recorder.RecordAsync(attempt.OrganizationId, attempt.Id, payment, cause, ct) is { } trouble) return trouble;
                }

                if (IsOver(found, attempt, now)) await LapseAsync(attempt.OrganizationId, attempt.Id, cause, ct);
                return null;
            case Heard<ProviderPage>.Nothing when now > attempt.CreatedAt + NeverMade:
                await LapseAsync(attempt.OrganizationId, attempt.Id, cause, ct);
                return null;
            default:
                return PaymentErrors.TryAgain;
        }
    }

    private async Task<Error?> LookAtChargeAsync(PaymentAttempt attempt, GatewayKeys keys, Cause cause, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        switch (await gateway.PaymentAsync(keys, attempt.ProviderId ?? attempt.Id.ToString(), ct))
        {
            case Heard<ProviderPayment>.Answer { Value: var seen }:
                if (await recorder.RecordAsync(attempt.OrganizationId, attempt.Id, seen, cause, ct) is { } trouble) return trouble;
                if (seen.State == ProviderState.Initiated && now > attempt.ExpiresAt + Grace) await LapseAsync(attempt.OrganizationId, attempt.Id, cause, ct);
                return null;
            case Heard<ProviderPayment>.Nothing when now > attempt.CreatedAt + NeverMade:
                await LapseAsync(attempt.OrganizationId, attempt.Id, cause, ct);
                return null;
            default:
                return PaymentErrors.TryAgain;
        }
    }

    private static bool IsOver(ProviderPage page, PaymentAttempt attempt, Instant now) =>
        !page.Payments.Any(p => p.HasMoney || p.State == ProviderState.Authorized) && now > attempt.ExpiresAt + Grace;

    internal async Task OpenedAsync(OrganizationId organization, AttemptId id, ProviderPage page, Cause cause, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(organization, ct);
        var attempt = await db.PaymentAttempts.SingleAsync(a => a.Id == id, ct);
        if (attempt.PageId is not null) return;
        attempt.OpenPage(page.Id, page.Url);
        if (attempt.Become(AttemptStatus.Open)) db.PaymentEvents.Add(PaymentEvent.Of(await db.Payments.SingleAsync(p => p.Id == attempt.PaymentId, ct), PaymentNews.PageOpened, cause, now));
        await db.CommitAsync(ct); // refused: another caller found the same page
    }

    /// <param name="news">Why nobody can pay on it any more.</param>
    internal async Task LapseAsync(OrganizationId organization, AttemptId id, Cause cause, CancellationToken ct, PaymentNews news = PaymentNews.Lapsed)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(organization, ct);
        var attempt = await db.PaymentAttempts.SingleAsync(a => a.Id == id, ct);
        if (!attempt.Become(AttemptStatus.Lapsed)) return;
        var payment = await db.Payments.SingleAsync(p => p.Id == attempt.PaymentId, ct);
        if (payment.Become(PaymentStatus.Lapsed)) db.PaymentEvents.Add(PaymentEvent.Of(payment, news, cause, now));
        db.Announce(new Change(organization, ChangeKind.Payments));
        await db.CommitAsync(ct); // refused: news came in between, and count
    }

    internal async Task CheckLaterAsync(OrganizationId organization, AttemptId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(organization, ct);
        var attempt = await db.PaymentAttempts.SingleAsync(a => a.Id == id, ct);
        attempt.CheckLater(now);
        await db.CommitAsync(ct); // refused: news came in between, and it is looked at again all the same
    }
}
