using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Bookings.Taking;
using Salon.Data;
using Salon.Jobs;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings.Waitlist;

/// <summary>Offers free times to whoever waits for them, in the order in which they joined.</summary>
/// <remarks>It may run anywhere at any moment, also twice at once: an offer takes its time like any visit, and nobody has two open ones.</remarks>
internal sealed class WaitlistMatcher(Database database, FreeTimesService freeTimes, TakingEngine taking, TimeProvider clock)
{
    private const int Most = 200; // entries in one turn
    private const int Tries = 3; // times of one entry that somebody may be faster at

    /// <returns>How many offers were made.</returns>
    public async Task<int> MatchAsync(Actor system, CancellationToken ct)
    {
        if (await ReadAsync(system, ct) is not { } found) return 0;

        var offers = 0;
        foreach (var entry in found.Entries)
        {
            if (await MatchAsync(system, found, entry, ct)) offers++;
        }

        return offers;
    }

    /// <returns>Whether an offer was made.</returns>
    internal async Task<bool> MatchAsync(Actor system, Waiting found, WaitlistEntry entry, CancellationToken ct)
    {
        if (!found.Zones.TryGetValue(entry.BranchId, out var place)) return false; // its branch is closed
        var zone = place ?? throw new InvalidOperationException("The branch has a time zone that is none.");
        var now = clock.GetCurrentInstant();
        var today = await freeTimes.BusinessDateAsync(system.Organization, entry.BranchId, now, ct);
        if (entry.Last >= today) return await OfferAsync(system, entry, today, [.. found.Offered[entry.Id]], found.KeptFor, zone, ct);
        await EndAsync(system, entry.Id, now, ct);
        return false;
    }

    private async Task<bool> OfferAsync(Actor system, WaitlistEntry entry, LocalDate today, HashSet<Instant> offered, Duration keptFor, DateTimeZone zone, CancellationToken ct)
    {
        var dates = new DateRange(LocalDate.Max(today, entry.First), entry.Last);
        var question = new VisitQuestion(system.Organization, entry.BranchId, entry.Lines);
        if (!(await freeTimes.AvailabilityAsync(question, dates, ct)).TryGet(out var free, out _)) return false; // what she waits for is not sold any more
        var starts = free.Days.SelectMany(day => day.Slots.Where(slot => Suits(entry, day.Date, slot.Start, zone))).Select(slot => slot.Start).Where(start => !offered.Contains(start));
        foreach (var start in starts.Take(Tries))
        {
            if ((await taking.TakeAsync(new OfferCommand(system, entry, start, keptFor, zone), ct)).TryGet(out _, out var refusal)) return true;
            if (refusal != BookingErrors.SlotTaken) return false; // she has an offer, or has left
        }

        return false;
    }

    private static bool Suits(WaitlistEntry entry, LocalDate date, Instant start, DateTimeZone zone) =>
        BusinessDay.MinuteOf(date, start, zone) is var minute && minute >= entry.FromMinute && minute < entry.ToMinute;

    private async Task EndAsync(Actor system, WaitId id, Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(system, ct);
        if (await db.WaitlistEntries.SingleOrDefaultAsync(e => e.Id == id && e.Status == WaitStatus.Waiting, ct) is not { } entry) return;
        entry.End(now);
        db.Announce(new Change(system.Organization, ChangeKind.Waitlist));
        await db.CommitAsync(ct); // refused: she left a moment ago
    }

    /// <returns>Null when nobody waits.</returns>
    internal async Task<Waiting?> ReadAsync(Actor system, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(system.Organization, ct);
        var entries = await db.WaitlistEntries.AsNoTracking().Where(e => e.Status == WaitStatus.Waiting).OrderBy(e => e.JoinedAt).ThenBy(e => e.Id).Take(Most).ToListAsync(ct);
        if (entries.Count == 0) return null;
        var ids = entries.ConvertAll(e => e.Id);
        var offered = await db.WaitlistOffers.Where(o => ids.Contains(o.EntryId)).Select(o => new { o.EntryId, o.StartsAt }).ToListAsync(ct);
        var zones = await db.Branches.Where(b => b.Active).Select(b => new { b.Id, b.ZoneId }).ToDictionaryAsync(b => b.Id, b => DateTimeZoneProviders.Tzdb.GetZoneOrNull(b.ZoneId), ct);
        var rules = await db.Organizations.Where(o => o.Id == system.Organization && o.Status == OrganizationStatus.Active).Select(o => o.Rules).SingleOrDefaultAsync(ct);
        return rules is null ? null : new Waiting(entries, offered.ToLookup(o => o.EntryId, o => o.StartsAt), zones, Duration.FromMinutes(rules.WaitlistOfferMinutes));
    }

    /// <summary>Who waits, in the order in which they joined, and what is to be known about them.</summary>
    internal sealed record Waiting(IReadOnlyList<WaitlistEntry> Entries, ILookup<WaitId, Instant> Offered, IReadOnlyDictionary<BranchId, DateTimeZone?> Zones, Duration KeptFor);
}

/// <summary>Finds what nobody announced: new hours, time off taken back, holds that ran out; and ends offers whose end was missed.</summary>
internal sealed partial class WaitlistJob(Database database, WaitlistMatcher matcher, WaitlistService waitlist, JobWork work, TimeProvider clock, ILogger<WaitlistJob> log)
    : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var overdue = await OverdueAsync(clock.GetCurrentInstant(), ct);
        await work.ForEachAsync(this, "Offers", overdue, o => new(o.Organization, o.Offer.Value), o => waitlist.ExpireAsync(Actor.System(o.Organization), o.Offer, ct), ct);
        await work.ForEachAsync(this, await WaitingAsync(ct), organization => MatchAsync(Actor.System(organization), ct), ct);
    }

    private async Task MatchAsync(Actor system, CancellationToken ct)
    {
        if (await matcher.ReadAsync(system, ct) is not { } found) return;
        var offers = 0;
        await work.ForEachAsync(
            this, "Entries", found.Entries, entry => new(system.Organization, entry.Id.Value), async entry => offers += await matcher.MatchAsync(system, found, entry, ct) ? 1 : 0, ct);
        if (offers > 0) LogOffered(log, offers, system.Organization.Value);
    }

    private async Task<List<(OrganizationId Organization, OfferId Offer)>> OverdueAsync(Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenForOneAcrossAsync(ct);
        return (await db.WaitlistOffers.Where(o => o.Status == OfferStatus.Open && o.ExpiresAt <= now).Select(o => new { o.OrganizationId, o.Id }).ToListAsync(ct))
            .ConvertAll(o => (o.OrganizationId, o.Id));
    }

    private async Task<List<OrganizationId>> WaitingAsync(CancellationToken ct)
    {
        await using var db = await database.OpenForOneAcrossAsync(ct);
        return await db.WaitlistEntries.Where(e => e.Status == WaitStatus.Waiting).Select(e => e.OrganizationId).Distinct().ToListAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "Made {Count} offers to the waitlist of organization {Organization}")]
    private static partial void LogOffered(ILogger log, int count, Guid organization);
}
