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
    private const int Nearby = 24; // times that are tried for a whole party: some hours around the wish

    /// <summary>Visits that are all possible together: what one takes, the others cannot have. In the order of the visits.</summary>
    /// <returns>The first refusal when they are not.</returns>
    public async Task<Result<Proposal[]>> ProposePartyAsync(IReadOnlyList<PartyVisit> visits, CancellationToken ct)
    {
        var (proposals, refusal, _) = await TryPartyAsync(visits, ct);
        return proposals is not null ? proposals : refusal!;
    }

    /// <summary>Why visits are not possible together: whose turn it was when nothing was free, and how far all of them would have to move to where they are.</summary>
    public async Task<PartyHint?> HintAsync(IReadOnlyList<PartyVisit> visits, CancellationToken ct)
    {
        if (await TryPartyAsync(visits, ct) is not { Proposals: null, Refused: { } who }) return null;
        if (!(await NearestAsync(visits[who].Question, visits[who].Start, Nearby, ct)).TryGet(out var near, out _)) return new(who, null);
        var order = Enumerable.Range(0, visits.Count).ToArray(); // a hint may miss what another order would find
        foreach (var by in near.Select(slot => slot.Start - visits[who].Start).Where(by => by != Duration.Zero))
        {
            if ((await ProposeInAsync([.. visits.Select(v => v with { Start = v.Start + by })], order, ct)).Proposals is not null) return new(who, by);
        }

        return new(who, null);
    }

    private async Task<(Proposal[]? Proposals, Error? Refusal, int? Refused)> TryPartyAsync(IReadOnlyList<PartyVisit> visits, CancellationToken ct)
    {
        var (refusal, refused) = ((Error?)null, (int?)null);
        var order = Enumerable.Range(0, visits.Count).ToArray();
        // Who is served first takes the best people; the other way round may fit where the first does not.
        foreach (var attempt in (int[][])[order, [.. order.Reverse()], [.. order.OrderByDescending(i => visits[i].Question.Lines.Count(l => l.Staff is not null))]])
        {
            var (proposals, reason, who) = await ProposeInAsync(visits, attempt, ct);
            if (proposals is not null) return (proposals, null, null);
            (refusal, refused) = (refusal ?? reason, refused ?? who);
            if (reason != SchedulingErrors.NotFree) break;
        }

        return (null, refusal ?? SchedulingErrors.NotFree, refused);
    }

    private async Task<(Proposal[]? Proposals, Error? Refusal, int? Refused)> ProposeInAsync(
        IReadOnlyList<PartyVisit> visits, int[] order, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var proposals = new Proposal[visits.Count];
        var taken = new List<ProposedClaim>();
        foreach (var i in order)
        {
            var (question, start) = visits[i];
            if (!(await reader.AskAsync(question, ct)).TryGet(out var asked, out var refusal)) return (null, refusal, i);
            var rules = RulesForTaking(asked, now);
            var date = start.InZone(asked.Hours.Zone).Date;
            var diary = Without(await reader.ReadAsync(asked, new(date, date), now, ct), taken);
            var times = new FreeTimes(diary, rules, asked.Wish);
            if (!times.Propose(start, requireOnStep: question.Online).TryGet(out var proposal, out refusal)) return (null, refusal, i);
            proposals[i] = proposal;
            taken.AddRange(proposal.Lines.SelectMany(l => l.Claims));
        }

        return (proposals, null, null);
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
