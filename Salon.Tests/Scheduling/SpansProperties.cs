using FsCheck;
using FsCheck.Fluent;
using Salon.Scheduling;

namespace Salon.Tests.Scheduling;

/// <summary>Spans against plain sets of numbers.</summary>
public sealed class SpansProperties
{
    private const int Minutes = 60;

    [Fact]
    public void Union_intersection_and_difference_are_those_of_sets() => ForAllPairs((a, b, setA, setB) =>
    {
        Assert.Equal(setA.Union(setB).Order(), All(a.Union(b)));
        Assert.Equal(setA.Intersect(setB).Order(), All(a.Intersect(b)));
        Assert.Equal(setA.Except(setB).Order(), All(a.Subtract(b)));
    });

    [Fact]
    public void Spans_stay_sorted_and_never_touch() => ForAllPairs((a, b, _, _) =>
    {
        foreach (var spans in (Spans[])[a.Union(b), a.Intersect(b), a.Subtract(b), a.StartsFor(-2, 3)])
        {
            for (var i = 0; i < spans.Count; i++)
            {
                Assert.True(spans[i].From < spans[i].To);
                Assert.True(i == 0 || spans[i - 1].To < spans[i].From);
            }
        }
    });

    [Fact]
    public void A_start_is_where_everything_that_follows_is_inside() => ForAllPairs((a, _, set, _) =>
    {
        foreach (var (from, to) in ((int, int)[])[(0, 1), (-3, 4), (2, 5), (-6, -2)])
        {
            var expected = Enumerable.Range(-Minutes, 3 * Minutes).Where(t => Enumerable.Range(t + from, to - from).All(set.Contains));
            Assert.Equal(expected, All(a.StartsFor(from, to)));
        }
    });

    [Fact]
    public void Questions_about_a_minute_are_answered_as_by_counting() => ForAllPairs((a, _, set, _) =>
    {
        var bits = new MinuteSet(5, Minutes - 5).Add(a);
        for (var t = -2; t < Minutes + 2; t++)
        {
            Assert.Equal(set.Contains(t), a.Contains(t));
            Assert.Equal(Enumerable.Range(0, Minutes).TakeWhile(n => set.Contains(t + n)).Count(), a.RunAfter(t));
            Assert.Equal(Enumerable.Range(1, Minutes).TakeWhile(n => set.Contains(t - n)).Count(), a.RunBefore(t));
            Assert.Equal(set.Contains(t) && t is >= 5 and < Minutes - 5, bits.Contains(t));
            for (var end = t + 1; end < t + 9; end++)
            {
                var inside = Enumerable.Range(t, end - t).Count(set.Contains);
                Assert.Equal(inside, a.MinutesWithin(t, end));
                Assert.Equal(inside > 0, a.Overlaps(t, end));
                Assert.Equal(Enumerable.Range(t, end - t).Any(m => bits.Contains(m)), bits.ContainsAny(t, end - 1));
            }
        }
    });

    private static void ForAllPairs(Action<Spans, Spans, HashSet<int>, HashSet<int>> property)
    {
        var lists = Gen.Choose(0, Minutes - 1).Two().Select(pair => (From: pair.Item1, To: Math.Min(pair.Item1 + (pair.Item2 / 4), Minutes))).ListOf();
        Prop.ForAll(lists.Two().ToArbitrary(), pair => property(Spans.Of(pair.Item1), Spans.Of(pair.Item2), SetOf(pair.Item1), SetOf(pair.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(12));
    }

    private static HashSet<int> SetOf(IEnumerable<(int From, int To)> spans) => [.. spans.SelectMany(s => Enumerable.Range(s.From, s.To - s.From))];

    private static IEnumerable<int> All(Spans spans)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            for (var t = spans[i].From; t < spans[i].To; t++) yield return t;
        }
    }
}
