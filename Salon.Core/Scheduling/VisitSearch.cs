namespace Salon.Scheduling;

/// <summary>Finds who does what in a visit that starts at a given minute.</summary>
/// <remarks>
/// Lines are filled in order, each with its best candidate, going back when a later line cannot be filled: the answer is the first
/// in the order of candidates, and there is an answer whenever any choice of people and units works. What keeps going back cheap is
/// <see cref="Blame"/>: each dead end says which earlier lines could have changed it, and only those are tried again.
/// </remarks>
internal sealed class VisitSearch(VisitPlan plan)
{
    /// <summary>Earlier lines, as bits, whose choice of person, or whose use of resources, stood in the way.</summary>
    private record struct Blame(int People, int Units)
    {
        public readonly int All => People | Units;

        public void Add(Blame other) => (People, Units) = (People | other.People, Units | other.Units);

        public readonly Blame Without(int line) => new(People & ~(1 << line), Units & ~(1 << line));
    }

    private readonly record struct Choice(CandidatePlan Candidate, int Start, int Gap);

    private readonly Choice[] chosen = new Choice[plan.Lines.Length];
    private readonly Choice[][] ties = [.. plan.Lines.Select(line => new Choice[line.Candidates.Length])];
    private readonly List<(int Group, int Start)>[] deadShapes = [.. plan.Lines.Select(_ => new List<(int, int)>())];
    private readonly List<(int Person, int Start)>[] deadPeople = [.. plan.Lines.Select(_ => new List<(int, int)>())];
    private DayRanking ranking = null!;
    private int until;

    /// <summary>Looks for a visit that starts at a minute and lets the customer leave by another one.</summary>
    public bool Find(DayRanking day, int start, int latestEnd)
    {
        (ranking, until) = (day, latestEnd);
        if (!MayFit(start)) return false;
        plan.Units.RemoveTo(0);
        foreach (var dead in deadPeople) dead.Clear();
        var blame = default(Blame);
        return Place(0, start, ref blame);
    }

    /// <summary>Who does a line of the visit that was found, and when it starts.</summary>
    public (CandidatePlan Candidate, int Start) this[int line] => (chosen[line].Candidate, chosen[line].Start);

    /// <summary>When the customer of the visit that was found leaves.</summary>
    public int End => chosen.Max(c => c.Start + c.Candidate.Shape.Visible);

    /// <summary>Everyone who could do the only line of a visit at a minute, the best choice first.</summary>
    public void Everyone(DayRanking day, int start, int latestEnd, List<CandidatePlan> found)
    {
        (ranking, until) = (day, latestEnd);
        found.Clear();
        plan.Units.RemoveTo(0);
        foreach (var dead in deadPeople) dead.Clear();
        var blame = default(Blame);
        for (var index = 0; index < plan.Lines[0].Candidates.Length;)
        {
            var count = Gather(0, start, ref index, ref blame);
            for (var i = 0; i < count; i++)
            {
                if (!plan.Units.TryAdd(ties[0][i].Candidate.Shape, 0, start, out _)) continue;
                found.Add(ties[0][i].Candidate);
                plan.Units.RemoveTo(0);
            }
        }
    }

    /// <summary>A quick no: some line has nobody at all in the minutes at which it could start.</summary>
    private bool MayFit(int start)
    {
        var (first, last) = (start, start);
        foreach (var line in plan.Lines)
        {
            if (!line.AnyStart.ContainsAny(first, last)) return false;
            if (plan.Together) continue;
            first += line.Shortest;
            last += line.Longest + plan.Rules.MaxWait;
        }
        return true;
    }

    private bool Place(int line, int earliest, ref Blame blame)
    {
        if (line == plan.Lines.Length) return true;
        deadShapes[line].Clear();
        if (!plan.Together) blame.People |= plan.DelayedBy[line];
        for (var index = 0; index < plan.Lines[line].Candidates.Length;)
        {
            var count = Gather(line, earliest, ref index, ref blame);
            for (var i = 0; i < count; i++)
            {
                if (Try(line, earliest, ties[line][i], ref blame)) return true;
            }
        }
        return false;
    }

    /// <summary>Gives a line to a candidate and fills the lines after it.</summary>
    private bool Try(int line, int earliest, Choice choice, ref Blame blame)
    {
        var (shape, group, start) = (choice.Candidate.Shape, choice.Candidate.Group, choice.Start);
        if (deadShapes[line].Contains((group, start)) || deadPeople[line].Contains((choice.Candidate.Person, start))) return false;

        var taken = plan.Units.Count;
        if (!plan.Units.TryAdd(shape, line, start, out var clashes))
        {
            deadShapes[line].Add((group, start));
            blame.Add(new Blame(0, clashes).Without(line));
            return false;
        }

        chosen[line] = choice;
        var after = default(Blame);
        if (Place(line + 1, plan.Together ? earliest : start + shape.Visible, ref after)) return true;

        plan.Units.RemoveTo(taken);
        if ((after.People >> line & 1) == 0) deadShapes[line].Add((group, start));
        if ((after.All & ((1 << line) - 1)) == 0) deadPeople[line].Add((choice.Candidate.Person, start));
        blame.Add(after.Without(line));
        return false;
    }

    /// <summary>Collects those of the next tie who could do a line, the one who leaves the smallest gap first.</summary>
    private int Gather(int line, int earliest, ref int index, ref Blame blame)
    {
        var (found, count) = (ties[line], 0);
        var tie = ranking.TieAt(line, index);
        index += tie.Length;
        foreach (var (candidate, _) in tie)
        {
            if (StartOf(candidate, line, earliest, ref blame) is { } start) found[count++] = new(candidate, start, 0);
        }
        if (count < 2) return count;

        for (var i = 0; i < count; i++)
        {
            var choice = found[i] with { Gap = found[i].Candidate.Time.DeadGap(found[i].Candidate.Shape, found[i].Start) };
            var at = i;
            for (; at > 0 && found[at - 1].Gap > choice.Gap; at--) found[at] = found[at - 1];
            found[at] = choice;
        }
        return count;
    }

    /// <summary>When a candidate could start a line, or null when she cannot.</summary>
    private int? StartOf(CandidatePlan candidate, int line, int earliest, ref Blame blame)
    {
        var start = earliest;
        for (var earlier = 0; earlier < line; earlier++)
        {
            ref readonly var choice = ref chosen[earlier];
            if (choice.Candidate.Person != candidate.Person) continue;
            if (plan.Together)
            {
                blame.People |= 1 << earlier;
                return null;
            }
            start = Math.Max(start, choice.Start + choice.Candidate.Shape.PersonUntil + candidate.Shape.Before);
        }
        var fits = start - earliest <= plan.Rules.MaxWait && start + candidate.Shape.Visible <= until && candidate.Starts.Contains(start);
        return fits ? start : null;
    }
}
