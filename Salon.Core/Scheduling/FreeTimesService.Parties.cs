using NodaTime.Extensions;

namespace Salon.Scheduling;

/// <summary>One person's visit among several that are to happen together.</summary>
public sealed record PartyVisit(VisitQuestion Question, Instant Start);

/// <summary>Why visits do not fit together.</summary>
/// <param name="Visit">Whose turn it was, counted from 0.</param>
/// <param name="By">How far all of them would have to move; null when nothing near was found.</param>
public sealed record PartyHint(int Visit, Duration? By);

/// <summary>Several people at once.</summary>
public sealed partial class FreeTimesService
{
    private const int Nearby = 24; // starts that are tried for a whole party, the nearest first

    /// <summary>What one of a party asks for, and the diary she is served from: read once, however many orders and times are tried.</summary>
    private sealed record Guest(Asked Asked, Instant Start, BranchDiary Diary);

    private sealed record Busy(Error Why, int Who);

    /// <summary>Visits that are all possible together: what one takes, the others cannot have. In the order of the visits.</summary>
    /// <returns>The first refusal when they are not.</returns>
    public async Task<Result<Proposal[]>> ProposePartyAsync(IReadOnlyList<PartyVisit> visits, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (!(await GuestsAsync(visits, days: 0, now, ct)).TryGet(out var guests, out var refusal)) return refusal;
        return Propose(guests, now, out var busy) is { } proposals ? proposals : busy!.Why;
    }

    /// <summary>Why visits are not possible together: whose turn it was when nobody was free, and how far all would have to move.</summary>
    /// <returns>Null when they are possible by now, or cannot be asked for any more.</returns>
    public async Task<PartyHint?> HintAsync(IReadOnlyList<PartyVisit> visits, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (!(await GuestsAsync(visits, NearbyDays, now, ct)).TryGet(out var guests, out _)) return null;
        if (Propose(guests, now, out var busy) is not null) return null;

        var (asked, start, diary) = guests[busy!.Who];
        var near = new FreeTimes(diary, RulesFor(asked, now, earliest: now), asked.Request).Nearest(start, Nearby);
        var order = Enumerable.Range(0, guests.Length).ToArray(); // a hint may miss what another order would find
        foreach (var by in near.Select(slot => slot.Start - start).Where(by => by != Duration.Zero))
        {
            if (Propose([.. guests.Select(guest => guest with { Start = guest.Start + by })], order, now, out _) is not null) return new(busy.Who, by);
        }

        return new(busy.Who, null);
    }

    /// <param name="visits">In the order of the answer.</param>
    /// <param name="days">How many dates before and after the visits the diaries hold.</param>
    private async Task<Result<Guest[]>> GuestsAsync(IReadOnlyList<PartyVisit> visits, int days, Instant now, CancellationToken ct)
    {
        var guests = new Guest[visits.Count];
        for (var i = 0; i < guests.Length; i++)
        {
            var (question, start) = visits[i];
            if (!(await reader.AskAsync(question, ct)).TryGet(out var asked, out var refusal)) return refusal;
            var date = start.InZone(asked.Hours.Zone).Date;
            guests[i] = new(asked, start, await reader.ReadAsync(asked, new(date.PlusDays(-days), date.PlusDays(days)), now, ct));
        }

        return guests;
    }

    /// <param name="busy">The refusal of the first order when there are no proposals.</param>
    private static Proposal[]? Propose(Guest[] guests, Instant now, out Busy? busy)
    {
        busy = null;
        var order = Enumerable.Range(0, guests.Length).ToArray();
        // Who is served first takes the best people; the other way round may fit where the first does not.
        var choosy = order.OrderByDescending(i => guests[i].Asked.Question.Lines.Count(l => l.Staff is not null));
        foreach (var attempt in (int[][])[order, [.. order.Reverse()], [.. choosy]])
        {
            if (Propose(guests, attempt, now, out var found) is { } proposals) return proposals;
            busy ??= found;
            if (found!.Why != SchedulingErrors.NotFree) break;
        }

        return null;
    }

    private static Proposal[]? Propose(Guest[] guests, int[] order, Instant now, out Busy? busy)
    {
        var proposals = new Proposal[guests.Length];
        var taken = new List<ProposedClaim>();
        foreach (var i in order)
        {
            var (asked, start, diary) = guests[i];
            var times = new FreeTimes(Without(diary, taken), RulesForTaking(asked, now), asked.Request);
            if (!times.Propose(start, requireOnStep: asked.Question.Online).TryGet(out var proposal, out var refusal))
            {
                busy = new(refusal, i);
                return null;
            }

            proposals[i] = proposal;
            taken.AddRange(proposal.Lines.SelectMany(l => l.Claims));
        }

        busy = null;
        return proposals;
    }

    private static BranchDiary Without(BranchDiary diary, List<ProposedClaim> taken)
    {
        if (taken.Count == 0) return diary;
        var busy = taken.GroupBy(c => c.Subject).ToDictionary(g => g.Key, g => Spans.Of([.. g.Select(c => (Minute.Floor(c.Time.Start), Minute.Ceiling(c.Time.End)))]));
        return diary with
        {
            People = [.. diary.People.Select(p => busy.TryGetValue(ClaimSubject.Of(p.Staff), out var more) ? p with { Busy = p.Busy.Union(more) } : p)],
            Units = [.. diary.Units.Select(u => busy.TryGetValue(ClaimSubject.Of(u.Resource, u.Unit), out var more) ? u with { Busy = u.Busy.Union(more) } : u)],
        };
    }
}
