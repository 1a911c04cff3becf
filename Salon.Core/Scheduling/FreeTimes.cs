namespace Salon.Scheduling;

/// <summary>When a visit is possible at a branch. Pure: it knows only the diary it was given.</summary>
/// <remarks>
/// What is shown and what is accepted are decided by the same search: <see cref="Propose"/> accepts every start that <see cref="Days"/> offers.
/// Not safe for use by several threads at once.
/// </remarks>
public sealed class FreeTimes
{
    private readonly BranchDiary diary;
    private readonly VisitRules rules;
    private readonly VisitPlan plan;
    private readonly VisitSearch search;
    private readonly DayRanking?[] rankings;
    private readonly List<CandidatePlan> everyone = [];

    public FreeTimes(BranchDiary diary, VisitRules rules, VisitRequest request)
    {
        if (!rules.IsValid) throw new ArgumentException($"A step of {rules.Step} minutes or a wait of {rules.MaxWait} is impossible.", nameof(rules));
        if (request.Lines.Count is 0 or > VisitRequest.MaxLines) throw new ArgumentException($"A visit has 1 to {VisitRequest.MaxLines} lines.", nameof(request));

        (this.diary, this.rules) = (diary, rules);
        plan = new(diary, rules, request);
        search = new(plan);
        rankings = new DayRanking?[diary.Days.Count];
    }

    /// <summary>The free times of each business date of a range.</summary>
    public IReadOnlyList<DayTimes> Days(DateRange dates)
    {
        var result = new List<DayTimes>(dates.Days);
        var day = 0;
        foreach (var date in dates.Dates())
        {
            while (day < diary.Days.Count && diary.Days[day].Date < date) day++;
            var known = day < diary.Days.Count && diary.Days[day].Date == date;
            result.Add(known && date <= rules.LastDate ? TimesOf(day) : new(date, DayState.Closed, []) { Reason = ReasonOutside(date) });
        }
        return result;
    }

    /// <summary>The visit that would be booked at a start, with everything it claims.</summary>
    /// <param name="requireOnStep">True for customers; staff may start a visit at any whole minute.</param>
    public Result<Proposal> Propose(Instant start, bool requireOnStep)
    {
        var minute = Minute.Floor(start);
        if (Minute.ToInstant(minute) != start || (requireOnStep && !StepGrid.Contains(diary.Zone, rules.Step, minute))) return SchedulingErrors.NotOnStep;
        if (start < rules.Earliest) return SchedulingErrors.TooSoon;

        var refusal = SchedulingErrors.Closed;
        for (var day = 0; day < diary.Days.Count; day++)
        {
            if (EndOfOpen(day, minute) is not { } until) continue;
            if (diary.Days[day].Date > rules.LastDate) refusal = SchedulingErrors.TooFar;
            else if (search.Find(RankingOf(day), minute, until)) return Found(diary.Days[day].Date);
            else refusal = SchedulingErrors.NotFree;
        }
        return refusal;
    }

    /// <summary>The free times nearest to a start, nearest first; of two equally near ones the earlier.</summary>
    public Slot[] Nearest(Instant start, int count)
    {
        if (diary.Days.Count == 0) return [];
        var slots = Days(new(diary.Days[0].Date, diary.Days[^1].Date)).SelectMany(day => day.Slots);
        return [.. slots.OrderBy(slot => slot.Start < start ? start - slot.Start : slot.Start - start).ThenBy(slot => slot.Start).Take(count)];
    }

    private DayTimes TimesOf(int day)
    {
        var (date, open) = diary.Days[day];
        var slots = new List<Slot>();
        var hasHours = false;
        for (var i = 0; i < open.Count; i++)
        {
            var (from, to) = (Math.Max(open[i].From, Minute.Ceiling(rules.Earliest)), open[i].To);
            if (from >= to) continue;
            hasHours |= Array.TrueForAll(plan.Lines, line => Array.Exists(line.Candidates, c => c.Time.WorksIn(from, to)));
            AddSlots(day, from, to, slots);
        }
        return new(date, slots.Count > 0 ? DayState.Open : hasHours ? DayState.Full : DayState.Closed, slots) { Reason = slots.Count > 0 ? null : ReasonOf(open) };
    }

    private bool IsOffered => Array.TrueForAll(plan.Lines, line => line.Candidates.Length > 0);

    // Not among the days at hand: beyond the last one that may be booked, or past.
    private NoTimes ReasonOutside(LocalDate date) => !IsOffered ? NoTimes.NotOffered : date > rules.LastDate ? NoTimes.BeyondHorizon : NoTimes.TooLate;

    /// <summary>Why a day has no time: what the customer can do about it comes first.</summary>
    private NoTimes ReasonOf(Spans open)
    {
        if (!IsOffered) return NoTimes.NotOffered;
        if (open.IsEmpty) return NoTimes.BranchClosed;
        if (Array.Find(plan.Lines, line => !CouldBeDone(line, open, 0)) is { } missing) return missing.IsAskedFor ? NoTimes.PersonOff : NoTimes.NobodyWorks;
        return Array.TrueForAll(plan.Lines, line => CouldBeDone(line, open, Minute.Ceiling(rules.Earliest))) ? NoTimes.FullyBooked : NoTimes.TooLate;
    }

    private static bool CouldBeDone(LinePlan line, Spans open, int earliest)
    {
        for (var i = 0; i < open.Count; i++)
        {
            var (from, to) = (Math.Max(open[i].From, earliest), open[i].To);
            if (from < to && Array.Exists(line.Candidates, c => c.Time.CouldDo(c.Shape, from, to))) return true;
        }

        return false;
    }

    /// <summary>Adds the free times of one open span of a day.</summary>
    private void AddSlots(int day, int from, int to, List<Slot> slots)
    {
        IReadOnlyList<StaffId> last = [];
        foreach (var minute in StepGrid.Minutes(diary.Zone, rules.Step, from, to))
        {
            if (BelongsToDayBefore(day, minute) || !IsFree(day, minute, to, out var end)) continue;
            last = Staff(last);
            slots.Add(new(Minute.ToInstant(minute), Minute.ToInstant(end), last));
        }
    }

    private bool IsFree(int day, int minute, int until, out int end)
    {
        end = 0;
        if (plan.Lines.Length > 1)
        {
            if (!search.Find(RankingOf(day), minute, until)) return false;
            end = search.End;
            return true;
        }
        search.Everyone(RankingOf(day), minute, until, everyone);
        if (everyone.Count == 0) return false;
        end = minute + everyone[0].Shape.Visible;
        return true;
    }

    /// <summary>Who the visit that was just found is with; the list before it when that says the same.</summary>
    private IReadOnlyList<StaffId> Staff(IReadOnlyList<StaffId> before)
    {
        var several = plan.Lines.Length > 1;
        var count = several ? plan.Lines.Length : everyone.Count;
        var same = before.Count == count;
        for (var i = 0; same && i < count; i++) same = before[i] == (several ? search[i].Candidate : everyone[i]).Staff;
        if (same) return before;

        var staff = new StaffId[count];
        for (var i = 0; i < count; i++) staff[i] = (several ? search[i].Candidate : everyone[i]).Staff;
        return staff;
    }

    private Proposal Found(LocalDate date)
    {
        var units = plan.Units.Claims().ToLookup(c => c.Line, c => c.Claim);
        var lines = plan.Lines.Select((line, index) =>
        {
            var (candidate, start) = search[index];
            var claims = candidate.Shape.PersonClaims()
                .Select(c => new ProposedClaim(ClaimSubject.Of(candidate.Staff), Minute.ToSpan(start + c.From, start + c.To)))
                .Concat(units[index]);
            return new ProposedLine(line.Service, candidate.Staff, Minute.ToInstant(start), Minute.ToInstant(start + candidate.Shape.Visible), [.. claims]);
        }).ToList();
        return new(date, lines[0].Start, Minute.ToInstant(search.End), lines);
    }

    private DayRanking RankingOf(int day) => rankings[day] ??= new(plan, day);

    /// <summary>When the branch closes after a minute of a day, or null when it is not open then.</summary>
    private int? EndOfOpen(int day, int minute)
    {
        var run = diary.Days[day].Open.RunAfter(minute);
        return run > 0 ? minute + run : null;
    }

    /// <summary>Whether the day before is still open and has the visit too; then it is that day's.</summary>
    private bool BelongsToDayBefore(int day, int minute) =>
        day > 0 && EndOfOpen(day - 1, minute) is { } until && search.Find(RankingOf(day - 1), minute, until);
}
