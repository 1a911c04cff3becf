namespace Salon.Scheduling;

/// <summary>Time that one line of the visit needs of one unit of a type.</summary>
internal readonly record struct Demand(int Type, int From, int To, int Line);

/// <summary>Finds units of resources for all needs of a visit, so that no unit is needed twice at once.</summary>
/// <remarks>
/// Units are filled in their given order, and one that the visit already uses comes first: the customer keeps her chair.
/// The choice is exact: when any choice of units works, one is found.
/// </remarks>
internal sealed class UnitPicker
{
    private readonly Dictionary<ResourceTypeId, int> types = [];
    private readonly List<List<UnitDiary>> unitsByType = [];
    private readonly Dictionary<(int Type, int From, int To), Spans> starts = [];
    private readonly List<Demand> demands = [];
    private readonly List<int> chosen = []; // per demand, the index of its unit among the units of its type

    public UnitPicker(IReadOnlyList<UnitDiary> units)
    {
        foreach (var unit in units)
        {
            if (!types.TryGetValue(unit.ResourceType, out var type))
            {
                types.Add(unit.ResourceType, type = unitsByType.Count);
                unitsByType.Add([]);
            }
            unitsByType[type].Add(unit);
        }
    }

    public int Count => demands.Count;

    /// <summary>Every minute at which a line of this shape may start as far as each of its needs, taken alone, is concerned.</summary>
    public Spans StartsFor(ServiceShape shape)
    {
        var result = Spans.Always;
        foreach (var need in shape.Needs)
        {
            var (from, to) = shape.SpanOf(need);
            if (from < to) result = result.Intersect(types.TryGetValue(need.ResourceType, out var type) ? StartsFor(type, from, to) : Spans.None);
        }
        return result;
    }

    /// <summary>Adds the needs of a line, and says whether units can be found for all needs together.</summary>
    /// <param name="clashes">When not: the lines that compete for the same type of resource, as bits.</param>
    public bool TryAdd(ServiceShape shape, int line, int start, out int clashes)
    {
        clashes = 0;
        var (before, contested) = (demands.Count, false);
        foreach (var need in shape.Needs)
        {
            var (from, to) = shape.SpanOf(need);
            if (from >= to) continue;
            var demand = new Demand(types[need.ResourceType], start + from, start + to, line);
            foreach (var other in demands)
            {
                if (other.Type != demand.Type) continue;
                clashes |= 1 << other.Line;
                contested |= other.From < demand.To && demand.From < other.To;
            }
            demands.Add(demand);
        }
        // A need that overlaps no other one is known to find a unit: StartsFor said so.
        if (!contested || Assign()) return true;
        RemoveTo(before);
        return false;
    }

    public void RemoveTo(int count) => demands.RemoveRange(count, demands.Count - count);

    /// <summary>The claims of all needs that were added, by line.</summary>
    public IEnumerable<(int Line, ProposedClaim Claim)> Claims()
    {
        if (!Assign()) throw new InvalidOperationException("Needs were accepted that cannot be met together.");
        for (var i = 0; i < demands.Count; i++)
        {
            var (demand, unit) = (demands[i], unitsByType[demands[i].Type][chosen[i]]);
            yield return (demand.Line, new(ClaimSubject.Of(unit.Resource, unit.Unit), Minute.ToSpan(demand.From, demand.To)));
        }
    }

    private Spans StartsFor(int type, int from, int to)
    {
        if (starts.TryGetValue((type, from, to), out var known)) return known;
        var any = Spans.None;
        foreach (var unit in unitsByType[type]) any = any.Union(Spans.Always.Subtract(unit.Busy).StartsFor(from, to));
        starts.Add((type, from, to), any);
        return any;
    }

    private bool Assign()
    {
        chosen.Clear();
        return AssignFrom(0);
    }

    private bool AssignFrom(int index)
    {
        if (index == demands.Count) return true;
        var units = unitsByType[demands[index].Type];
        foreach (var wantUsed in (ReadOnlySpan<bool>)[true, false])
        {
            var triedUntouched = false;
            for (var unit = 0; unit < units.Count; unit++)
            {
                if (IsUsed(index, unit) != wantUsed || !IsFree(index, unit)) continue;
                if (!wantUsed && IsUntouched(units[unit]))
                {
                    if (triedUntouched) continue; // one empty unit is as good as the next
                    triedUntouched = true;
                }
                chosen.Add(unit);
                if (AssignFrom(index + 1)) return true;
                chosen.RemoveAt(index);
            }
        }
        return false;
    }

    private bool IsUsed(int index, int unit)
    {
        for (var i = 0; i < index; i++)
        {
            if (demands[i].Type == demands[index].Type && chosen[i] == unit) return true;
        }
        return false;
    }

    private bool IsFree(int index, int unit)
    {
        var demand = demands[index];
        for (var i = 0; i < index; i++)
        {
            if (demands[i].Type == demand.Type && chosen[i] == unit && demands[i].From < demand.To && demand.From < demands[i].To) return false;
        }
        return !unitsByType[demand.Type][unit].Busy.Overlaps(demand.From, demand.To);
    }

    /// <summary>Whether nobody else claims the unit anywhere near the visit.</summary>
    private bool IsUntouched(UnitDiary unit)
    {
        var (from, to) = (int.MaxValue, int.MinValue);
        foreach (var demand in demands) (from, to) = (Math.Min(from, demand.From), Math.Max(to, demand.To));
        return !unit.Busy.Overlaps(from, to);
    }
}
