using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Jobs;
using Salon.Payments.Books;
using Salon.Payments.Online;

namespace Salon.Payments.Reconciliation;

/// <summary>Asks the provider about attempts and refunds that nothing was heard of. Webhooks alone can lose an event.</summary>
internal sealed partial class FollowPaymentsJob(
    Database database, PaymentFollower follower, RefundRunner refunds, PaymentAccounts accounts, Promises promises, JobWork work, TimeProvider clock,
    ILogger<FollowPaymentsJob> log) : IJob
{
    private const int Most = 200;
    private const int MostWanted = 10_000;
    private const string Attempts = "Attempts", Refunds = "Refunds", Accounts = "Accounts";
    private static readonly Duration RefundsWait = Duration.FromMinutes(5);
    private static readonly Cause Own = new(NewsFrom.Reconciliation);

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var (attempts, waiting, silent) = await ReadAsync(now, ct);
        await work.ForEachAsync(this, Attempts, attempts, a => new(a.Organization, a.Attempt.Value), a => FollowAsync(a.Organization, a.Attempt, a.Old, ct), ct);
        await work.ForEachAsync(this, Refunds, waiting, r => new(r.Organization, r.Refund.Value), r => refunds.RunAsync(r.Organization, r.Refund, ct), ct);
        await work.ForEachAsync(this, Accounts, silent, id => new(id), id => accounts.ListenAsync(id, ct), ct);
        if (attempts.Count + waiting.Count > 0) LogFollowed(log, attempts.Count, waiting.Count);
    }

    private async Task FollowAsync(OrganizationId organization, AttemptId attempt, PaymentId? old, CancellationToken ct)
    {
        try
        {
            await follower.LookAsync(organization, attempt, Own, ct);
            if (old is { } promise) await promises.AgeAsync(organization, promise, ct);
        }
        finally
        {
            await follower.CheckLaterAsync(organization, attempt, ct); // whatever came of it: the next ones are not to wait behind it for ever
        }
    }

    private async Task<(List<(OrganizationId Organization, AttemptId Attempt, PaymentId? Old)>, List<(OrganizationId Organization, RefundId Refund)>, List<OrganizationId>)> ReadAsync(Instant now, CancellationToken ct)
    {
        var (late, old) = (now - RefundsWait, now - Promises.Old);
        List<AttemptId> resting = [.. (await work.RestingAsync(this, Attempts, ct)).Select(id => new AttemptId(id))];
        List<RefundId> restingRefunds = [.. (await work.RestingAsync(this, Refunds, ct)).Select(id => new RefundId(id))];
        await using var db = await database.OpenAcrossAsync(ct);
        var attempts = await db.PaymentAttempts
            .Where(a => a.NextCheckAt <= now && !resting.Contains(a.Id) && a.Kind != AttemptKind.Desk && (a.Status == AttemptStatus.Asking || a.Status == AttemptStatus.Open || a.Status == AttemptStatus.Authorized))
            .OrderBy(a => a.NextCheckAt).Take(Most)
            .Select(a => new { a.OrganizationId, a.Id, a.PaymentId, IsOld = a.Status == AttemptStatus.Authorized && a.CreatedAt <= old }).ToListAsync(ct);
        var wanted = await db.Refunds.Where(r => (r.Status == RefundStatus.Wanted || r.Status == RefundStatus.Asking) && (r.AskedAt ?? r.CreatedAt) <= late && !restingRefunds.Contains(r.Id))
            .OrderBy(r => r.CreatedAt).Take(MostWanted).Select(r => new { r.OrganizationId, r.Id }).ToListAsync(ct);
        var refunds = wanted.GroupBy(r => r.OrganizationId).SelectMany(g => g.Index()).OrderBy(r => r.Index).Select(r => r.Item).Take(Most); // in turns: many of one salon, whose provider is silent, stop no other's
        var silent = await db.PaymentAccounts.Where(a => a.Active && a.WebhookId == null).Select(a => a.OrganizationId).Order().Take(Most).ToListAsync(ct);
        return ([.. attempts.Select(a => (a.OrganizationId, a.Id, a.IsOld ? a.PaymentId : (PaymentId?)null))], [.. refunds.Select(r => (r.OrganizationId, r.Id))], silent);
    }

    [LoggerMessage(LogLevel.Information, "Asked about {Attempts} payments and {Refunds} refunds that nothing was heard of")]
    private static partial void LogFollowed(ILogger log, int attempts, int refunds);
}

/// <summary>Once a day: what the provider has against what we have. Differences become work items, never silence.</summary>
internal sealed class ComparePaymentsJob(Database database, ReconcileService reconcile, JobWork work, TimeProvider clock) : IJob
{
    private static readonly Duration Day = Duration.FromHours(24);

    public TimeSpan Every => TimeSpan.FromMinutes(30);

    public async Task RunAsync(CancellationToken ct)
    {
        var due = clock.GetCurrentInstant() - Day;
        List<OrganizationId> organizations;
        await using (var db = await database.OpenAcrossAsync(ct))
            organizations = await db.PaymentAccounts.Where(a => a.ReconciledAt == null || a.ReconciledAt <= due).Select(a => a.OrganizationId).ToListAsync(ct);
        await work.ForEachAsync(this, organizations, organization => reconcile.CompareAsync(organization, (payments, compare) => EachAsync(organization, payments, compare, ct), ct), ct);
    }

    private Task EachAsync(OrganizationId organization, IReadOnlyList<ProviderPayment> payments, Func<ProviderPayment, Task> compare, CancellationToken ct) =>
        work.ForEachAsync(this, "Payments", payments, payment => new(organization, IdOf(payment)), compare, ct);

    // The provider's ids are UUIDs today; another one is known again by its hash.
    private static Guid IdOf(ProviderPayment payment) =>
        Guid.TryParse(payment.Id, out var id) ? id : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(payment.Id)).AsSpan(0, 16));
}

/// <summary>Compares the provider's list with our rows.</summary>
public sealed class ReconcileService(Database database, IPaymentGateway gateway, PaymentAccounts accounts, PaymentRecorder recorder, TimeProvider clock)
{
    private const int MostPages = 250;
    private static readonly Duration Overlap = Duration.FromHours(12); // news that came during the last comparison are looked at again
    private static readonly Duration First = Duration.FromDays(30);

    /// <summary>A person wants to know now.</summary>
    public async Task<Error?> CompareNowAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        if (await accounts.KeysAsync(actor.Organization, ct) is null) return await accounts.WithoutKeysAsync(actor.Organization, ct);
        return await CompareAsync(actor.Organization, ct) is null ? PaymentErrors.TryAgain : null;
    }

    /// <returns>How many payments were looked at; null when the provider did not answer to the end.</returns>
    public Task<int?> CompareAsync(OrganizationId organization, CancellationToken ct) => CompareAsync(organization, EachAsync, ct);

    /// <param name="each">Goes through the payments of one page.</param>
    internal async Task<int?> CompareAsync(OrganizationId organization, Func<IReadOnlyList<ProviderPayment>, Func<ProviderPayment, Task>, Task> each, CancellationToken ct)
    {
        if (await accounts.KeysAsync(organization, ct) is not { } keys) return null;
        var now = clock.GetCurrentInstant();
        Instant since;
        await using (var db = await database.OpenAsync(organization, ct))
            since = (await db.PaymentAccounts.Select(a => a.ReconciledAt).SingleAsync(ct) is { } last ? last - Overlap : now - First);

        var cause = new Cause(NewsFrom.Reconciliation, $"{now.ToUnixTimeSeconds()}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var page = 1; page <= MostPages; page++)
        {
            if (await gateway.ListAsync(keys, since, page, ct) is not Heard<IReadOnlyList<ProviderPayment>>.Answer { Value: var payments }) return null;
            var others = payments.Where(p => seen.Add(p.Id)).ToList();
            if (others.Count == 0) break; // a provider that ignores the page would go on for ever
            await each(others, payment => CompareAsync(organization, payment, cause, ct));
        }

        await MissingAsync(organization, keys, since, seen, ct);
        await using var writing = await database.OpenForWriteAsync(organization, ct);
        (await writing.PaymentAccounts.SingleAsync(ct)).Compared(now);
        return await writing.CommitAsync(ct) is null ? seen.Count : null;
    }

    private static async Task EachAsync(IReadOnlyList<ProviderPayment> payments, Func<ProviderPayment, Task> compare)
    {
        foreach (var payment in payments) await compare(payment);
    }

    private async Task CompareAsync(OrganizationId organization, ProviderPayment theirs, Cause cause, CancellationToken ct)
    {
        var attempt = await AttemptOfAsync(organization, theirs, ct);
        if (attempt is null)
        {
            await NoteUnknownAsync(organization, theirs, ct);
            return;
        }

        await recorder.RecordNewsAsync(organization, attempt.Value, theirs, cause, ct);
        await using var db = await database.OpenAsync(organization, ct);
        var ours = await (from a in db.PaymentAttempts
                          join p in db.Payments on a.PaymentId equals p.Id
                          where a.Id == attempt && a.ProviderId == theirs.Id
                          select new { p.Id, p.CapturedMinor, p.RefundedMinor, p.Status }).SingleOrDefaultAsync(ct);
        if (ours is null || !theirs.HasMoney) return;
        var (have, want) = (theirs.TakenMinor - theirs.RefundedMinor, ours.CapturedMinor - ours.RefundedMinor);
        if (have != want) await recorder.NoteAsync(organization, new(WorkKind.Contradiction, $"differs:{theirs.Id}:{have}:{want}", ours.Id, theirs.Id, want, have), ct);
    }

    /// <summary>Nobody asked for this payment. Once it was said to be none of the salon's, only what happened to it since then is news.</summary>
    internal async Task NoteUnknownAsync(OrganizationId organization, ProviderPayment theirs, CancellationToken ct)
    {
        if (!theirs.HasMoney && theirs.State != ProviderState.Voided) return;
        var (have, cause) = (theirs.LeftMinor, Ledger.UnaskedBy(theirs.Id));
        await using (var db = await database.OpenAsync(organization, ct))
        {
            var moves = await db.Ledger.Where(e => e.Cause == cause && (e.Debit == Account.Unassigned || e.Credit == Account.Unassigned)).Select(e => new { e.Credit, e.Amount.Minor }).ToListAsync(ct);
            if (moves.Count > 0)
            {
                var want = moves.Sum(m => m.Credit == Account.Unassigned ? m.Minor : -m.Minor);
                if (have != want) await recorder.NoteAsync(organization, new(WorkKind.Contradiction, $"differs:{theirs.Id}:{have}:{want}", null, theirs.Id, want, have), ct);
                return;
            }
        }

        if (theirs.HasMoney) await recorder.NoteAsync(organization, new(WorkKind.UnknownPayment, $"unknown:{theirs.Id}", null, theirs.Id, 0, have), ct);
    }

    // What we count as paid since then and the list did not show is asked for by name.
    private async Task MissingAsync(OrganizationId organization, GatewayKeys keys, Instant since, HashSet<string> seen, CancellationToken ct)
    {
        foreach (var mine in (await CountedAsync(organization, since, ct)).Where(m => !seen.Contains(m.Theirs)))
        {
            if (await gateway.PaymentAsync(keys, mine.Theirs, ct) is Heard<ProviderPayment>.Nothing)
                await recorder.NoteAsync(organization, new(WorkKind.Contradiction, $"missing:{mine.Theirs}", mine.Payment, mine.Theirs, mine.Minor, 0), ct);
        }
    }

    // Read and closed before the provider is asked: nothing of the database stays open while it thinks.
    private async Task<List<(string Theirs, PaymentId Payment, long Minor)>> CountedAsync(OrganizationId organization, Instant since, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var rows = await (from a in db.PaymentAttempts
                          join p in db.Payments on a.PaymentId equals p.Id
                          where p.PaidAt >= since && a.Status == AttemptStatus.Paid && a.ProviderId != null
                          select new { a.ProviderId, Payment = p.Id, p.CapturedMinor }).ToListAsync(ct);
        return rows.ConvertAll(r => (r.ProviderId!, r.Payment, r.CapturedMinor));
    }

    /// <summary>Which of our attempts a payment of the provider belongs to.</summary>
    internal async Task<AttemptId?> AttemptOfAsync(OrganizationId organization, ProviderPayment theirs, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var given = Guid.TryParse(theirs.Id, out var id) ? new AttemptId(id) : (AttemptId?)null;
        return await db.PaymentAttempts
            .Where(a => a.ProviderId == theirs.Id || (given != null && a.Id == given && a.Kind == AttemptKind.Token) || (theirs.PageId != null && a.PageId == theirs.PageId))
            .OrderByDescending(a => a.ProviderId == theirs.Id) // a second payment on one page may be another visit's
            .Select(a => (AttemptId?)a.Id).FirstOrDefaultAsync(ct);
    }
}
