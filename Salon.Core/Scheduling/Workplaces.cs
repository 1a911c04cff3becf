using NodaTime.Extensions;

namespace Salon.Scheduling;

/// <summary>At which branch work goes on now, for pages that begin somewhere.</summary>
public sealed class Workplaces(Rulebooks rulebooks, PublicHours hours, TimeProvider clock)
{
    private const int LookAheadDays = 7;

    /// <param name="branches">To choose from, in the salon's order.</param>
    /// <param name="person">Who asks, if she performs services.</param>
    /// <param name="kept">What was chosen before, the stronger choice first.</param>
    /// <returns>
    /// Where she works at this moment; else what was chosen before; else where she works next within a week; else the first branch that is open now, or the
    /// one that opens next; else the first. Null when there is none to choose from.
    /// </returns>
    public async Task<BranchId?> NowAsync(Actor actor, IReadOnlyList<BranchId> branches, StaffId? person, IEnumerable<BranchId?> kept, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var opening = await hours.ReadAsync(actor.Organization, ct);
        var known = branches.Where(opening.ContainsKey).ToList();
        var book = person is null ? null : await rulebooks.ReadAsync(actor.Organization, ct);
        Instant? Hers(BranchId branch) => person is { } staff ? NextWork(book!, staff, branch, opening[branch].Zone, now) : null;

        if (First(known, b => Hers(b) is { } at && at == now ? at : null) is { } here) return here;
        if (kept.FirstOrDefault(k => k is { } branch && branches.Contains(branch)) is { } chosen) return chosen;
        return First(known, Hers) ?? First(known, b => opening[b].At(now) is { IsOpen: false } closed ? closed.NextOpening : now) ?? (branches is [var first, ..] ? first : null);
    }

    private static Instant? NextWork(Rulebook book, StaffId staff, BranchId branch, DateTimeZone zone, Instant now)
    {
        if (!book.Hours.TryGetValue((staff, branch), out var plan)) return null;
        var today = now.InZone(zone).Date;
        var away = book.Staff.GetValueOrDefault(staff)?.Away ?? Spans.None;
        return WorkingHours.Works(plan, new(today.PlusDays(-1), today.PlusDays(LookAheadDays)), zone, away).ToList()
            .Where(work => work.End > now).Select(work => (Instant?)Instant.Max(work.Start, now)).FirstOrDefault();
    }

    // The earliest; of several at once the one that stands first.
    private static BranchId? First(IReadOnlyList<BranchId> branches, Func<BranchId, Instant?> when) =>
        branches.Select(b => (Branch: b, At: when(b))).Where(b => b.At is not null).OrderBy(b => b.At).Select(b => (BranchId?)b.Branch).FirstOrDefault();
}
