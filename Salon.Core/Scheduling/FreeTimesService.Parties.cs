using NodaTime.Extensions;

namespace Salon.Scheduling;

/// <summary>One person's visit among several that are to happen together.</summary>
public sealed record PartyVisit(VisitQuestion Question, Instant Start);

/// <summary>Several people at once.</summary>
public sealed partial class FreeTimesService
{
    /// <summary>Visits that are all possible together: what one takes, the others cannot have. In the order of the visits.</summary>
    /// <returns>The first refusal when they are not.</returns>
    public async Task<Result<Proposal[]>> ProposePartyAsync(IReadOnlyList<PartyVisit> visits, CancellationToken ct)
    {
        Error? refusal = null;
        var order = Enumerable.Range(0, visits.Count).ToArray();
        // Who is served first takes the best people; the other way round may fit where the first does not.
        foreach (var attempt in (int[][])[order, [.. order.Reverse()], [.. order.OrderByDescending(i => visits[i].Question.Lines.Count(l => l.Staff is not null))]])
        {
            if ((await ProposeInAsync(visits, attempt, ct)).TryGet(out var proposals, out var reason)) return proposals;
            refusal ??= reason;
            if (reason != SchedulingErrors.NotFree) break;
        }

        return refusal ?? SchedulingErrors.NotFree;
    }

    private async Task<Result<Proposal[]>> ProposeInAsync(IReadOnlyList<PartyVisit> visits, int[] order, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var proposals = new Proposal[visits.Count];
        var taken = new List<ProposedClaim>();
        foreach (var i in order)
        {
            var (question, start) = visits[i];
            if (!(await reader.AskAsync(question, ct)).TryGet(out var asked, out var refusal)) return refusal;
            var rules = RulesForTaking(asked, now);
            var date = start.InZone(asked.Hours.Zone).Date;
            var diary = Without(await reader.ReadAsync(asked, new(date, date), now, ct), taken);
            if (!new FreeTimes(diary, rules, asked.Wish).Propose(start, requireOnStep: question.Online).TryGet(out var proposal, out refusal)) return refusal;
            proposals[i] = proposal;
            taken.AddRange(proposal.Lines.SelectMany(l => l.Claims));
        }

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
