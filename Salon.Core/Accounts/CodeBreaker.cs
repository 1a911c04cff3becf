using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Accounts;

/// <summary>How many of the codes of the last hour that strangers asked for were answered.</summary>
/// <param name="Region">ISO 3166 code of the numbers' country; null is the whole installation.</param>
/// <param name="Sent">Those whose time to be answered is over, and those that were answered.</param>
/// <param name="Answered">Those that somebody signed in with.</param>
/// <param name="Tripped">So few were answered that only those who have not asked in vain get codes.</param>
/// <param name="Range">How the numbers of a range begin that stands out within its country; null is all of the country.</param>
public sealed record CodeConversion(string? Region, int Sent, int Answered, bool Tripped, string? Range = null);

/// <summary>
/// The breaker of sent against answered: who pumps messages to numbers that pay for them answers none. While it is tripped nobody is shut
/// out; a network gets one code that stays unanswered, a range of numbers few.
/// </summary>
public sealed class CodeBreaker(Database database, SignInOptions options, TimeProvider clock)
{
    private const int Within = OneTimeCode.RangeDigits - OneTimeCode.PrefixDigits; // digits of a prefix that differ inside a range

    /// <summary>The state for whoever operates the installation: the whole first, then its countries by how much they were sent.</summary>
    public async Task<Result<IReadOnlyList<CodeConversion>>> ReadAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return AccountsErrors.NotAllowed;

        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAcrossAsync(ct);
        var hourAgo = now - Duration.FromHours(1);
        var decided = Decided(db.OneTimeCodes.Where(code => !code.Known && code.State != CodeState.NotSent && code.CreatedAt > hourAgo), options, now);
        var rows = await decided
            .GroupBy(code => code.Region)
            .Select(group => new { Region = group.Key, Sent = group.Count(), Answered = group.Count(code => code.State == CodeState.Used) })
            .ToListAsync(ct);
        var ranges = (await decided
            .GroupBy(code => new { code.Region, Range = code.Prefix.Substring(0, code.Prefix.Length - Within) })
            .Select(group => new { group.Key.Region, group.Key.Range, Sent = group.Count(), Answered = group.Count(code => code.State == CodeState.Used) })
            .Where(group => group.Sent >= options.BreakerCodesOfRange)
            .ToListAsync(ct))
            .Where(row => IsTripped(row.Sent, row.Answered, options.BreakerCodesOfRange, options)).OrderByDescending(row => row.Sent);
        var (sent, answered) = (rows.Sum(row => row.Sent), rows.Sum(row => row.Answered));
        return (CodeConversion[])
        [
            new(Region: null, sent, answered, IsTripped(sent, answered, options.BreakerCodes, options)),
            .. from row in rows
               orderby row.Sent descending
               select new CodeConversion(row.Region, row.Sent, row.Answered, IsTripped(row.Sent, row.Answered, options.BreakerCodes, options)),
            .. ranges.Select(row => new CodeConversion(row.Region, row.Sent, row.Answered, Tripped: true, row.Range)),
        ];
    }

    /// <param name="sent">Codes of the last hour that strangers asked for and that left.</param>
    /// <param name="phone">Whom a code is for: of all codes, those of her country and those of her range of numbers are looked at.</param>
    internal static async Task<bool> IsTrippedAsync(IQueryable<OneTimeCode> sent, PhoneNumber phone, SignInOptions options, Instant now, CancellationToken ct)
    {
        var (region, range) = (phone.Region, OneTimeCode.RangeOf(phone));
        var counted = await Decided(sent, options, now).GroupBy(code => 1).Select(codes => new
        {
            All = codes.Count(), Answered = codes.Count(c => c.State == CodeState.Used),
            OfRegion = codes.Count(c => c.Region == region), AnsweredOfRegion = codes.Count(c => c.Region == region && c.State == CodeState.Used),
            OfRange = codes.Count(c => c.Prefix.Substring(0, c.Prefix.Length - Within) == range),
            AnsweredOfRange = codes.Count(c => c.Prefix.Substring(0, c.Prefix.Length - Within) == range && c.State == CodeState.Used),
        }).SingleOrDefaultAsync(ct);
        return counted is not null
            && (IsTripped(counted.All, counted.Answered, options.BreakerCodes, options)
                || IsTripped(counted.OfRegion, counted.AnsweredOfRegion, options.BreakerCodes, options)
                || IsTripped(counted.OfRange, counted.AnsweredOfRange, options.BreakerCodesOfRange, options));
    }

    // A code that can still be answered says nothing yet.
    private static IQueryable<OneTimeCode> Decided(IQueryable<OneTimeCode> codes, SignInOptions options, Instant now)
    {
        var over = now - options.CodeLifetime;
        return codes.Where(code => code.State == CodeState.Used || code.CreatedAt <= over);
    }

    private static bool IsTripped(int sent, int answered, int from, SignInOptions options) =>
        sent >= from && answered * 100L < sent * (long)options.BreakerPercent;
}
