namespace Salon.Scheduling;

/// <summary>For one business day, the order in which the candidates of each line are considered: who is booked least comes first.</summary>
/// <remarks>Candidates with equally many booked minutes form a tie, which the search settles for each start by the gap it would leave.</remarks>
internal sealed class DayRanking
{
    private readonly (CandidatePlan Candidate, int Booked)[][] lines;

    public DayRanking(VisitPlan plan, int day)
    {
        lines = new (CandidatePlan, int)[plan.Lines.Length][];
        for (var line = 0; line < lines.Length; line++)
        {
            var candidates = plan.Lines[line].Candidates;
            var ranked = lines[line] = new (CandidatePlan, int)[candidates.Length];
            var keys = new long[candidates.Length];
            for (var i = 0; i < candidates.Length; i++)
            {
                ranked[i] = (candidates[i], candidates[i].Time.BookedOn(day));
                keys[i] = ((long)ranked[i].Booked << 32) | (uint)i; // candidates come sorted by id
            }
            Array.Sort(keys, ranked);
        }
    }

    /// <summary>The candidates of a line that tie from an index on.</summary>
    public ReadOnlySpan<(CandidatePlan Candidate, int Booked)> TieAt(int line, int index)
    {
        var ranked = lines[line];
        var end = index;
        while (end < ranked.Length && ranked[end].Booked == ranked[index].Booked) end++;
        return ranked.AsSpan(index, end - index);
    }
}
