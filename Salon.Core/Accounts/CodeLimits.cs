using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>Why a code is not sent.</summary>
/// <param name="Limit">The name of the limit, for logs and metrics; says nothing about a person.</param>
/// <param name="Error">What the person hears, with the time to wait as its argument.</param>
internal sealed record CodeRefusal(string Limit, Error Error);

/// <summary>Whether another code may be sent. Counted in the database, so that nodes count together, and the same for known and unknown phones.</summary>
/// <remarks>
/// Nothing that a stranger does closes a phone to its owner: delays and failures count for whoever asks (a browser that signed in with this
/// phone before, otherwise the network), and what strangers may use up together does not concern such a browser at all.
/// </remarks>
internal sealed class CodeLimits(SignInOptions options)
{
    private static readonly Duration Hour = Duration.FromHours(1);
    private static readonly Duration Day = Duration.FromDays(1);

    /// <summary>Whoever counts the same things waits here, so that two requests at once cannot both be the last one allowed.</summary>
    public static Task LockAsync(SalonDb db, CodeRequest request, CancellationToken ct)
    {
        var subjects = new List<Guid>
        {
            Secrets.Subject("codes", "all"),
            Secrets.Subject("phone", request.Phone.Value),
            Secrets.Subject("prefix", OneTimeCode.PrefixOf(request.Phone)),
            Secrets.Subject("address", ClientNetwork.Of(request.Address)),
        };
        if (request.Organization is { } organization) subjects.Add(Secrets.Subject("organization", organization.ToString()));
        return db.LockAsync(subjects, ct);
    }

    /// <summary>Whether this browser has signed in with this phone before.</summary>
    public static async Task<bool> IsKnownAsync(SalonDb db, CodeRequest request, CancellationToken ct)
    {
        if (request.Browser is not { } browser) return false;
        var hash = Secrets.Hash(browser);
        return await db.Sessions.AnyAsync(s => s.BrowserHash == hash && db.Users.Any(u => u.Id == s.UserId && u.Phone == request.Phone.Value), ct);
    }

    /// <returns>Null when a code may go out.</returns>
    public async Task<CodeRefusal?> CheckAsync(SalonDb db, CodeRequest request, bool known, Instant now, CancellationToken ct)
    {
        var own = await OneTimeCode.AskedBy(db.OneTimeCodes.AsNoTracking(), request, known)
            .Where(code => code.CreatedAt > now - Day)
            .OrderByDescending(code => code.CreatedAt)
            .ToListAsync(ct);
        var sinceSignIn = own.TakeWhile(code => code.State != CodeState.Used).ToList();

        if (LockedUntil(sinceSignIn) is { } unlocked && unlocked > now) return new("failures", AccountsErrors.Locked(unlocked - now));
        if (OwnFullUntil(own, now) is { } free) return new("phone", AccountsErrors.TooManyCodes(free - now));
        if (!known && await SharedLimitAsync(db, request, now, ct) is var (limit, until)) return new(limit, AccountsErrors.TooManyCodes(until - now));
        if (NextAllowed(sinceSignIn, now) is { } next && next > now) return new("delay", AccountsErrors.CodeJustSent(next - now));
        return null;
    }

    /// <summary>How long a person waits before the code after this one; shown beside "send again".</summary>
    public async Task<Duration> ResendAfterAsync(SalonDb db, CodeRequest request, bool known, Instant now, CancellationToken ct) =>
        await CheckAsync(db, request, known, now, ct) is { Error.Args: [Duration wait] } ? wait : Duration.Zero;

    private Instant? LockedUntil(List<OneTimeCode> codes)
    {
        var failures = codes.Sum(code => code.Failures);
        if (failures < options.FailuresBeforeLock) return null;

        var codesGuessedThrough = (failures - options.FailuresBeforeLock) / options.CodeTries;
        var length = Duration.Min(options.FirstLock * Math.Pow(2, codesGuessedThrough), Day);
        return codes.Max(code => code.LastTriedAt) + length;
    }

    private Instant? OwnFullUntil(List<OneTimeCode> newestFirst, Instant now)
    {
        var carried = newestFirst.Where(code => code.Delivered).ToList();
        var ofHour = carried.Where(code => code.CreatedAt > now - Hour).Skip(options.CodesPerPhone - 1).FirstOrDefault()?.CreatedAt + Hour;
        var ofDay = carried.Skip(options.CodesPerPhonePerDay - 1).FirstOrDefault()?.CreatedAt + Day;
        return Later(ofHour, ofDay);
    }

    private Instant? NextAllowed(IEnumerable<OneTimeCode> newestFirst, Instant now)
    {
        var sent = newestFirst.Where(code => code.State != CodeState.NotSent && code.CreatedAt > now - Hour).ToList();
        if (sent.Count == 0) return null;
        return sent[0].CreatedAt + options.ResendDelays[Math.Min(sent.Count, options.ResendDelays.Count) - 1];
    }

    // What strangers may use up together. The one that is free last decides.
    private async Task<(string Limit, Instant Until)?> SharedLimitAsync(SalonDb db, CodeRequest request, Instant now, CancellationToken ct)
    {
        var prefix = OneTimeCode.PrefixOf(request.Phone);
        var network = ClientNetwork.Of(request.Address);
        var strangers = db.OneTimeCodes.Where(code => !code.Known);
        var (ofHour, ofDay) = (strangers.Where(code => code.CreatedAt > now - Hour), strangers.Where(code => code.CreatedAt > now - Day));
        var (sent, sentOfDay) = (ofHour.Where(code => code.State != CodeState.NotSent), ofDay.Where(code => code.State != CodeState.NotSent));
        var unanswered = sent.Where(code => code.State != CodeState.Used);

        var full = new List<(string Limit, Instant? Until)>
        {
            ("phone_in_all", await NthNewestAsync(sent.Where(code => code.Phone == request.Phone.Value && code.Delivered), options.CodesPerPhoneInAll, ct) + Hour),
            ("phone_in_all_day", await NthNewestAsync(sentOfDay.Where(code => code.Phone == request.Phone.Value && code.Delivered), options.CodesPerPhoneInAllPerDay, ct) + Day),
            ("prefix", await NthNewestAsync(unanswered.Where(code => code.Prefix == prefix), options.CodesPerPrefix, ct) + Hour),
            ("prefix_of_network", await NthNewestAsync(unanswered.Where(code => code.Prefix == prefix && code.Address == network), options.CodesPerPrefixOfAddress, ct) + Hour),
            ("network", await NthNewestAsync(ofHour.Where(code => code.Address == network), options.CodesPerAddress, ct) + Hour), // also those that were refused: abuse
            ("installation", await NthNewestAsync(sent, options.CodesInAll, ct) + Hour),
            ("installation_day", await NthNewestAsync(sentOfDay, options.CodesInAllPerDay, ct) + Day),
        };
        if (request.Organization is { } organization)
        {
            full.Add(("organization", await NthNewestAsync(sent.Where(code => code.OrganizationId == organization), options.CodesPerOrganization, ct) + Hour));
            full.Add(("organization_day", await NthNewestAsync(sentOfDay.Where(code => code.OrganizationId == organization), options.CodesPerOrganizationPerDay, ct) + Day));
        }

        if (await CodeBreaker.IsTrippedAsync(sent, request.Phone, options, now, ct))
        {
            // Few codes are answered: somebody pumps messages. Who has not asked in vain is still served.
            full.Add(("breaker_network", await NthNewestAsync(unanswered.Where(code => code.Address == network), 1, ct) + Hour));
            full.Add(("breaker_prefix", await NthNewestAsync(unanswered.Where(code => code.Prefix == prefix), options.CodesPerPrefixWhenTripped, ct) + Hour));
        }

        var (limit, until) = full.Where(one => one.Until is not null).OrderByDescending(one => one.Until).FirstOrDefault();
        return until is { } instant ? (limit, instant) : null;
    }

    private static Instant? Later(Instant? one, Instant? other) => one is null || other > one ? other : one;

    private static Task<Instant?> NthNewestAsync(IQueryable<OneTimeCode> codes, int n, CancellationToken ct) =>
        codes.OrderByDescending(code => code.CreatedAt).Skip(n - 1).Select(code => (Instant?)code.CreatedAt).FirstOrDefaultAsync(ct);
}
