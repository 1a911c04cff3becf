using System.Buffers;

namespace Salon.Scheduling;

/// <summary>A set of minutes, kept as sorted half-open spans that neither overlap nor touch. Immutable.</summary>
/// <remarks>Minutes are whole and counted from the Unix epoch. All operations take one walk over the edges.</remarks>
public sealed class Spans
{
    public static readonly Spans None = new([]);

    /// <summary>Every minute there is.</summary>
    public static readonly Spans Always = new([Minute.First, Minute.Last]);

    // start, end, start, end …, strictly ascending: an even number of edges passed means outside, an odd number inside.
    private readonly int[] edges;

    private Spans(int[] edges) => this.edges = edges;

    public int Count => edges.Length / 2;

    public bool IsEmpty => edges.Length == 0;

    internal (int From, int To) this[int index] => (edges[2 * index], edges[2 * index + 1]);

    /// <summary>Every minute that any of the spans touches: for what is taken.</summary>
    public static Spans Covering(IEnumerable<Span> spans) => Of(spans.Select(s => (Minute.Floor(s.Start), Minute.Ceiling(s.End))));

    /// <summary>Every minute that lies wholly inside one of the spans: for what is open.</summary>
    public static Spans Inside(IEnumerable<Span> spans) => Of(spans.Select(s => (Minute.Ceiling(s.Start), Minute.Floor(s.End))));

    /// <summary>Any spans of minutes, in any order; overlapping ones become one and empty ones vanish.</summary>
    internal static Spans Of(IEnumerable<(int From, int To)> spans)
    {
        var sorted = spans.Where(s => s.From < s.To).ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted);
    }

    /// <summary>Non-empty spans sorted by their start; they may overlap.</summary>
    internal static Spans OfSorted(ReadOnlySpan<(int From, int To)> sorted)
    {
        if (sorted.IsEmpty) return None;
        var edges = new int[2 * sorted.Length];
        var count = 0;
        foreach (var (from, to) in sorted)
        {
            if (count > 0 && from <= edges[count - 1])
            {
                edges[count - 1] = Math.Max(edges[count - 1], to);
                continue;
            }
            edges[count++] = from;
            edges[count++] = to;
        }
        return new(count == edges.Length ? edges : edges[..count]);
    }

    public Spans Union(Spans other) => IsEmpty ? other : other.IsEmpty ? this : Combine(this, other, thisOnly: true, otherOnly: true, both: true);

    public Spans Intersect(Spans other) => IsEmpty || other.IsEmpty ? None : Combine(this, other, thisOnly: false, otherOnly: false, both: true);

    public Spans Subtract(Spans other) => IsEmpty || other.IsEmpty ? this : Combine(this, other, thisOnly: true, otherOnly: false, both: false);

    /// <summary>Every minute t for which all of [t + from, t + to) is in this set.</summary>
    /// <param name="from">Minutes after t, or before it when negative.</param>
    /// <param name="to">Exclusive; above <paramref name="from"/>.</param>
    internal Spans StartsFor(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        var result = new int[edges.Length];
        var count = 0;
        for (var i = 0; i < edges.Length; i += 2)
        {
            if (edges[i + 1] - edges[i] < to - from) continue;
            result[count++] = edges[i] - from;
            result[count++] = edges[i + 1] - to + 1; // exclusive, so that the last fitting start is inside
        }
        return Trimmed(result, count);
    }

    /// <summary>The spans in order.</summary>
    internal List<Span> ToList() => [.. Enumerable.Range(0, Count).Select(i => Minute.ToSpan(this[i].From, this[i].To))];

    internal bool Contains(int minute) => (EdgesUpTo(minute) & 1) == 1;

    internal bool Overlaps(int from, int to)
    {
        var passed = EdgesUpTo(from);
        return (passed & 1) == 1 || (passed < edges.Length && edges[passed] < to);
    }

    /// <summary>How many minutes of [from, to) are in this set.</summary>
    internal int MinutesWithin(int from, int to)
    {
        var total = 0;
        for (var i = EdgesUpTo(from) & ~1; i < edges.Length && edges[i] < to; i += 2)
            total += Math.Max(0, Math.Min(edges[i + 1], to) - Math.Max(edges[i], from));
        return total;
    }

    /// <summary>How many minutes of this set lead up to a minute without a break.</summary>
    internal int RunBefore(int minute)
    {
        var passed = EdgesUpTo(minute - 1);
        return (passed & 1) == 1 ? minute - edges[passed - 1] : 0;
    }

    /// <summary>How many minutes of this set follow from a minute on without a break.</summary>
    internal int RunAfter(int minute)
    {
        var passed = EdgesUpTo(minute);
        return (passed & 1) == 1 ? edges[passed] - minute : 0;
    }

    /// <summary>How many edges lie at or before a minute; odd when the minute is inside.</summary>
    private int EdgesUpTo(int minute)
    {
        var found = Array.BinarySearch(edges, minute);
        return found >= 0 ? found + 1 : ~found;
    }

    private static Spans Combine(Spans a, Spans b, bool thisOnly, bool otherOnly, bool both)
    {
        var result = ArrayPool<int>.Shared.Rent(a.edges.Length + b.edges.Length);
        var (left, right) = (a.edges, b.edges);
        var (i, j, count, inside) = (0, 0, 0, false);
        while (i < left.Length || j < right.Length)
        {
            var x = i < left.Length ? left[i] : int.MaxValue;
            var y = j < right.Length ? right[j] : int.MaxValue;
            if (x <= y) i++;
            if (y <= x) j++;

            var (inA, inB) = ((i & 1) == 1, (j & 1) == 1);
            var now = inA ? (inB ? both : thisOnly) : inB && otherOnly;
            if (now == inside) continue;
            result[count++] = Math.Min(x, y);
            inside = now;
        }
        var spans = count == 0 ? None : new(result.AsSpan(0, count).ToArray());
        ArrayPool<int>.Shared.Return(result);
        return spans;
    }

    private static Spans Trimmed(int[] edges, int count) => count == 0 ? None : new(count == edges.Length ? edges : edges[..count]);

    public override string ToString() =>
        string.Join(", ", Enumerable.Range(0, Count).Select(i => $"[{Minute.ToInstant(this[i].From)}, {Minute.ToInstant(this[i].To)})"));
}
