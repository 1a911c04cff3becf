using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>Whether another code may be sent. Counted in the database, so that nodes count together, and the same for known and unknown phones.</summary>
internal sealed class CodeLimits(SignInOptions options)
{
    private static readonly Duration Hour = Duration.FromHours(1);
    private static readonly Duration Day = Duration.FromDays(1);

    /// <summary>Whoever counts the same things waits here, so that two requests at once cannot both be the last one allowed.</summary>
    public static Task LockAsync(SalonDb db, CodeRequest request, CancellationToken ct)
    {
        var subjects = new List<Guid>
        {
            Secrets.Subject("phone", request.Phone.Value),
            Secrets.Subject("prefix", OneTimeCode.PrefixOf(request.Phone)),
            Secrets.Subject("address", ClientNetwork.Of(request.Address)),
        };
        if (request.Organization is { } organization) subjects.Add(Secrets.Subject("organization", organization.ToString()));
        return db.LockAsync(subjects, ct);
    }

    /// <summary>The refusal, with the time to wait as its argument; null when a code may go out.</summary>
    public async Task<Error?> CheckAsync(SalonDb db, CodeRequest request, Instant now, CancellationToken ct)
    {
        var ofPhone = await db.OneTimeCodes.AsNoTracking()
            .Where(code => code.Phone == request.Phone.Value && code.CreatedAt > now - Day)
            .OrderByDescending(code => code.CreatedAt)
            .ToListAsync(ct);
        var sinceSignIn = ofPhone.TakeWhile(code => code.State != CodeState.Used).ToList();

        if (LockedUntil(sinceSignIn) is { } unlocked && unlocked > now) return AccountsErrors.Locked(unlocked - now);
        if (await FullUntilAsync(db, request, ofPhone, now, ct) is { } free) return AccountsErrors.TooManyCodes(free - now);
        if (NextAllowed(sinceSignIn, now) is { } next && next > now) return AccountsErrors.CodeJustSent(next - now);
        return null;
    }

    /// <summary>How long a person waits before the code after this one; shown beside "send again".</summary>
    public async Task<Duration> ResendAfterAsync(SalonDb db, CodeRequest request, Instant now, CancellationToken ct) =>
        await CheckAsync(db, request, now, ct) is { Args: [Duration wait] } ? wait : Duration.Zero;

    private Instant? LockedUntil(List<OneTimeCode> codes)
    {
        var failures = codes.Sum(code => code.Failures);
        if (failures < options.FailuresBeforeLock) return null;

        var codesGuessedThrough = (failures - options.FailuresBeforeLock) / options.CodeTries;
        var length = Duration.Min(options.FirstLock * Math.Pow(2, codesGuessedThrough), Day);
        return codes.Max(code => code.LastTriedAt) + length;
    }

    private Instant? NextAllowed(IEnumerable<OneTimeCode> newestFirst, Instant now)
    {
        var sent = newestFirst.Where(code => code.State != CodeState.NotSent && code.CreatedAt > now - Hour).ToList();
        if (sent.Count == 0) return null;
        return sent[0].CreatedAt + options.ResendDelays[Math.Min(sent.Count, options.ResendDelays.Count) - 1];
    }

    private async Task<Instant?> FullUntilAsync(SalonDb db, CodeRequest request, List<OneTimeCode> ofPhone, Instant now, CancellationToken ct)
    {
        var prefix = OneTimeCode.PrefixOf(request.Phone);
        var address = ClientNetwork.Of(request.Address);
        var lastHour = db.OneTimeCodes.Where(code => code.CreatedAt > now - Hour);

        var phone = ofPhone.Where(code => code.CreatedAt > now - Hour).Skip(options.CodesPerPhone - 1).FirstOrDefault()?.CreatedAt;
        var full = new List<Instant?>
        {
            phone,
            await NthNewestAsync(lastHour.Where(code => code.Prefix == prefix), options.CodesPerPrefix, ct),
            await NthNewestAsync(lastHour.Where(code => code.Address == address), options.CodesPerAddress, ct),
        };
        if (request.Organization is { } organization)
            full.Add(await NthNewestAsync(lastHour.Where(code => code.OrganizationId == organization), options.CodesPerOrganization, ct));

        return full.Max() + Hour; // one place becomes free when the oldest that fills a limit is an hour old
    }

    private static Task<Instant?> NthNewestAsync(IQueryable<OneTimeCode> codes, int n, CancellationToken ct) =>
        codes.OrderByDescending(code => code.CreatedAt).Skip(n - 1).Select(code => (Instant?)code.CreatedAt).FirstOrDefaultAsync(ct);
}
