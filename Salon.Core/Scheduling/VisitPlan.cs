namespace Salon.Scheduling;

/// <summary>A candidate of a line with everything the search wants to know about her.</summary>
/// <param name="Person">Index of the person within the visit; the same person has the same one in every line.</param>
/// <param name="Group">Index of her shape among the different shapes of the line.</param>
/// <param name="Starts">The minutes at which she could start this line if the visit had no other lines.</param>
internal sealed record CandidatePlan(StaffId Staff, ServiceShape Shape, int Person, int Group, PersonTime Time, MinuteSet Starts);

/// <summary>One line of the visit with its candidates.</summary>
/// <param name="AnyStart">The minutes at which at least one of them could start.</param>
internal sealed record LinePlan(ServiceId Service, CandidatePlan[] Candidates, MinuteSet AnyStart)
{
    /// <summary>A person was asked for by name.</summary>
    public bool IsAskedFor { get; init; }

    public int Shortest { get; } = Candidates.Select(c => c.Shape.Visible).DefaultIfEmpty().Min();
    public int Longest { get; } = Candidates.Select(c => c.Shape.Visible).DefaultIfEmpty().Max();
}

/// <summary>A request, laid over a diary once, so that asking about one start costs next to nothing.</summary>
internal sealed class VisitPlan
{
    private readonly Dictionary<StaffId, (int Index, PersonTime Time)> people = [];

    public VisitPlan(BranchDiary diary, VisitRules rules, VisitRequest request)
    {
        (Rules, Together, Units) = (rules, request.Together, new(diary.Units));
        var open = diary.Days.Where(d => !d.Open.IsEmpty).ToList();
        var (from, to) = open.Count == 0 ? (0, 0) : (open[0].Open[0].From, open.Max(d => d.Open[d.Open.Count - 1].To));
        foreach (var person in diary.People) people.Add(person.Staff, (people.Count, new(person, diary.Days)));
        Lines = [.. request.Lines.Select(line => PlanOf(line, from, to))];
        DelayedBy = Together ? new int[Lines.Length] : [.. Lines.Select((_, line) => LinesThatDelay(line))];
    }

    public VisitRules Rules { get; }

    public bool Together { get; }

    public UnitPicker Units { get; }

    public LinePlan[] Lines { get; }

    public int PeopleCount => people.Count;

    /// <summary>Per line, as bits, the earlier lines whose choice of person can make somebody start this line later.</summary>
    public int[] DelayedBy { get; }

    private LinePlan PlanOf(LineRequest line, int from, int to)
    {
        var candidates = new List<CandidatePlan>(line.Candidates.Count);
        var (groups, any) = (new List<(ServiceShape Shape, Spans Starts)>(), new MinuteSet(from, to));
        foreach (var (staff, shape) in line.Candidates)
        {
            if (!shape.IsValid) throw new ArgumentException($"The shape of service {shape.Service} has impossible lengths.", nameof(line));
            if ((line.Wanted is { } wanted && wanted != staff) || !people.TryGetValue(staff, out var person)) continue;

            var group = groups.FindIndex(g => g.Shape.TakesTheSameAs(shape));
            if (group < 0)
            {
                group = groups.Count;
                groups.Add((shape, Units.StartsFor(shape)));
            }
            var starts = person.Time.StartsFor(shape).Intersect(groups[group].Starts);
            any.Add(starts);
            candidates.Add(new(staff, shape, person.Index, group, person.Time, new MinuteSet(from, to).Add(starts)));
        }
        candidates.Sort((a, b) => a.Staff.Value.CompareTo(b.Staff.Value));
        return new(line.Service, [.. candidates], any) { IsAskedFor = line.Wanted is not null };
    }

    private int LinesThatDelay(int line)
    {
        var (result, between) = (0, 0);
        for (var earlier = line - 1; earlier >= 0; earlier--)
        {
            if (CanDelay(Lines[earlier], Lines[line], between)) result |= 1 << earlier;
            between += Lines[earlier].Shortest;
        }
        return result;
    }

    private static bool CanDelay(LinePlan earlier, LinePlan later, int between)
    {
        foreach (var a in earlier.Candidates)
        {
            foreach (var b in later.Candidates)
            {
                if (a.Person == b.Person && a.Shape.PersonUntil - a.Shape.Visible + b.Shape.Before > between) return true;
            }
        }
        return false;
    }
}
