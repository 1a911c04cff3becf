using Salon.Catalog;
using Salon.Scheduling;

namespace Salon.Tests.Scheduling;

/// <summary>Answers what <see cref="FreeTimes"/> answers, minute by minute and by trying everything. Slow, and shares no code with it.</summary>
/// <remarks>The benchmark uses it too.</remarks>
public sealed class Oracle
{
    private readonly Parlour parlour;
    private readonly int origin; // the first minute that is looked at, since the epoch
    private readonly long[] wall; // what the branch's clock shows at each minute, in minutes since 1970-01-01T00:00 on that clock
    private readonly Dictionary<LocalDate, bool[]> open = [];
    private readonly Dictionary<StaffId, (bool[] Works, bool[] Away, bool[] Busy)> people = [];
    private readonly bool[][] units;
    private readonly Dictionary<(LocalDate, StaffId), int> booked = [];

    private sealed record Placed(Candidate Candidate, int Start, int Booked, int Gap);

    public Oracle(Parlour parlour)
    {
        this.parlour = parlour;
        origin = (int)(parlour.Dates.First.PlusDays(-4).AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds() / 60);
        wall = new long[(parlour.Dates.Days + 9) * 1440];
        for (var i = 0; i < wall.Length; i++) wall[i] = origin + i + (parlour.Zone.GetUtcOffset(At(i)).Seconds / 60);

        for (var date = parlour.Dates.First.PlusDays(-1); date <= parlour.Dates.Last; date = date.PlusDays(1)) open[date] = HoursOf(parlour.Hours, date);
        foreach (var person in parlour.People)
        {
            var works = new bool[wall.Length];
            for (var date = parlour.Dates.First.PlusDays(-2); date <= parlour.Dates.Last.PlusDays(1); date = date.PlusDays(1)) Add(works, HoursWithoutBreaks(person.Plan, date));
            for (var date = parlour.Dates.First.PlusDays(-2); date <= parlour.Dates.Last.PlusDays(1); date = date.PlusDays(1)) Remove(works, BreaksOf(person.Plan, date));
            var away = Touched(person.Away);
            Remove(works, away);
            people[person.Id] = (works, away, Touched(person.Claims));
        }
        units = [.. parlour.Units.Select(u => Touched(u.Claims))];
    }

    public DayTimes On(LocalDate date)
    {
        var slots = new List<Slot>();
        if (date > parlour.Rules.LastDate) return new(date, DayState.Closed, slots);
        for (var i = 0; i < wall.Length; i++)
        {
            if (!open[date][i] || At(i) < parlour.Rules.Earliest || Mod(wall[i], 60) % parlour.Rules.Step != 0) continue;
            if (open.TryGetValue(date.PlusDays(-1), out var before) && before[i] && Visits(date.PlusDays(-1), i).Any()) continue;
            var several = parlour.Request.Lines.Count > 1;
            var visits = Visits(date, i).Take(several ? 1 : int.MaxValue).ToList();
            if (visits is not [var best, ..]) continue;
            var staff = several ? best.Select(l => l.Candidate.Staff) : visits.Select(v => v[0].Candidate.Staff);
            slots.Add(new(At(i), At(EndOf(best)), [.. staff]));
        }
        return new(date, slots.Count > 0 ? DayState.Open : HasHours(date) ? DayState.Full : DayState.Closed, slots);
    }

    /// <summary>The proposal for a start on any minute, or null.</summary>
    public Proposal? Propose(int minute)
    {
        var i = minute - origin;
        if (At(i) < parlour.Rules.Earliest) return null;
        foreach (var date in open.Keys.Order())
        {
            if (date > parlour.Rules.LastDate || !open[date][i]) continue;
            if (Visits(date, i).FirstOrDefault() is not { } best) continue;
            var chosen = UnitsFor(best)!;
            var lines = best.Select((line, index) => new ProposedLine(
                parlour.Request.Lines[index].Service, line.Candidate.Staff, At(line.Start), At(line.Start + Visible(line.Candidate.Shape)),
                [.. PersonClaims(line), .. chosen.Where(c => c.Line == index).Select(c => new ProposedClaim(ClaimSubject.Of(parlour.Units[c.Unit].Resource, parlour.Units[c.Unit].Unit), new(At(c.From), At(c.To))))]));
            return new(date, At(i), At(EndOf(best)), [.. lines]);
        }
        return null;
    }

    public Instant At(int index) => Instant.FromUnixTimeSeconds((origin + index) * 60L);

    /// <summary>Every way to fill the lines of a visit that starts at a minute, the best first, as far as the caller wants to know.</summary>
    private IEnumerable<List<Placed>> Visits(LocalDate date, int start)
    {
        return Extend([]);

        IEnumerable<List<Placed>> Extend(List<Placed> lines)
        {
            if (lines.Count > 0 && !Enumerable.Range(start, EndOf(lines) - start).All(i => open[date][i])) return [];
            if (lines.Count == parlour.Request.Lines.Count) return UnitsFor(lines) is null ? [] : [lines];

            var line = parlour.Request.Lines[lines.Count];
            return line.Candidates.Where(c => line.Wanted is null || line.Wanted == c.Staff)
                .Select(c => (Candidate: c, At: Place(lines, c, start)))
                .Where(c => c.At is { } at && PersonCan(c.Candidate, at))
                .Select(c => new Placed(c.Candidate, c.At!.Value, BookedOn(date, c.Candidate.Staff), Gap(c.Candidate, c.At.Value)))
                .OrderBy(p => p.Booked).ThenBy(p => p.Gap).ThenBy(p => p.Candidate.Staff.Value)
                .SelectMany(p => Extend([.. lines, p]));
        }
    }

    private int? Place(List<Placed> lines, Candidate candidate, int start)
    {
        var own = lines.Where(l => l.Candidate.Staff == candidate.Staff).ToList();
        if (parlour.Request.Together) return own.Count > 0 ? null : start;
        var earliest = lines.Count == 0 ? start : lines[^1].Start + Visible(lines[^1].Candidate.Shape);
        var taken = own.SelectMany(l => PersonMinutes(l.Candidate.Shape, l.Start)).ToHashSet();
        for (var wait = 0; wait <= parlour.Rules.MaxWait; wait++)
        {
            if (!PersonMinutes(candidate.Shape, earliest + wait).Any(taken.Contains)) return earliest + wait;
        }
        return null;
    }

    private bool PersonCan(Candidate candidate, int start)
    {
        if (!people.TryGetValue(candidate.Staff, out var person)) return false;
        var shape = candidate.Shape;
        for (var i = start - shape.Before; i < start + shape.Active; i++) if (!person.Works[i]) return false;
        for (var i = start + shape.Active + shape.Processing; i < start + Visible(shape); i++) if (!person.Works[i]) return false;
        return PersonMinutes(shape, start).All(i => !person.Busy[i] && !person.Away[i]);
    }

    /// <summary>The best choice of units by trying all of them: one that the visit already uses, else the first of the list.</summary>
    private List<(int Line, int Unit, int From, int To)>? UnitsFor(List<Placed> lines)
    {
        var needs = new List<(int Line, ResourceTypeId Type, int From, int To)>();
        for (var line = 0; line < lines.Count; line++)
        {
            var (shape, start) = (lines[line].Candidate.Shape, lines[line].Start);
            foreach (var need in shape.Needs)
            {
                var minutes = NeedMinutes(shape, need.Blocks, start);
                if (minutes.Count > 0) needs.Add((line, need.ResourceType, minutes.Min(), minutes.Max() + 1));
            }
        }
        return Choose([]);

        List<(int Line, int Unit, int From, int To)>? Choose(List<(int Line, int Unit, int From, int To)> chosen)
        {
            if (chosen.Count == needs.Count) return chosen;
            var (line, type, from, to) = needs[chosen.Count];
            var order = Enumerable.Range(0, units.Length).Where(u => parlour.Units[u].Type == type).OrderBy(u => chosen.Any(c => c.Unit == u) ? 0 : 1);
            foreach (var unit in order)
            {
                var taken = Enumerable.Range(from, to - from).Any(i => units[unit][i] || chosen.Any(c => c.Unit == unit && c.From <= i && i < c.To));
                if (!taken && Choose([.. chosen, (line, unit, from, to)]) is { } all) return all;
            }
            return null;
        }
    }

    /// <summary>From the beginning of the first listed block to the end of the last, whatever lies between and even when those two are empty.</summary>
    private static List<int> NeedMinutes(ServiceShape shape, Blocks blocks, int start)
    {
        var (at, first, end) = (start - shape.Before, int.MaxValue, int.MinValue);
        int[] lengths = [shape.Before, shape.Active, shape.Processing, shape.Finishing, shape.Buffer];
        foreach (var (index, length) in lengths.Index())
        {
            if (blocks.HasFlag((Blocks)(1 << index))) (first, end) = (Math.Min(first, at), at + length);
            at += length;
        }
        return first < end ? [.. Enumerable.Range(first, end - first)] : [];
    }

    private static IEnumerable<int> PersonMinutes(ServiceShape shape, int start)
    {
        for (var i = -shape.Before; i < Visible(shape) + shape.Buffer; i++)
        {
            if (i < shape.Active || i >= shape.Active + shape.Processing) yield return start + i;
        }
    }

    private IEnumerable<ProposedClaim> PersonClaims(Placed line)
    {
        int? from = null;
        var minutes = PersonMinutes(line.Candidate.Shape, line.Start).ToHashSet();
        for (var i = minutes.Min(); i <= minutes.Max() + 1; i++)
        {
            if (minutes.Contains(i)) from ??= i;
            else if (from is { } f)
            {
                yield return new(ClaimSubject.Of(line.Candidate.Staff), new(At(f), At(i)));
                from = null;
            }
        }
    }

    private int BookedOn(LocalDate date, StaffId staff)
    {
        if (booked.TryGetValue((date, staff), out var known)) return known;
        var (first, last) = (Array.IndexOf(open[date], true), Array.LastIndexOf(open[date], true));
        return booked[(date, staff)] = first < 0 ? 0 : Enumerable.Range(first, last - first + 1).Count(i => people[staff].Busy[i]);
    }

    private int Gap(Candidate candidate, int start)
    {
        var (works, _, busy) = people[candidate.Staff];
        var minutes = PersonMinutes(candidate.Shape, start).ToList();
        var (first, end) = (minutes.Min(), minutes.Max() + 1);
        var (before, after) = (0, 0);
        while (works[first - before - 1] && !busy[first - before - 1]) before++;
        while (works[end + after] && !busy[end + after]) after++;
        return (before < end - first ? before : 0) + (after < end - first ? after : 0);
    }

    /// <summary>Whether in some stretch of opening somebody works for every line.</summary>
    private bool HasHours(LocalDate date)
    {
        var waiting = new HashSet<int>();
        for (var i = 0; i < wall.Length; i++)
        {
            if (!open[date][i] || At(i) < parlour.Rules.Earliest)
            {
                waiting = [.. Enumerable.Range(0, parlour.Request.Lines.Count)];
                continue;
            }
            waiting.RemoveWhere(l => parlour.Request.Lines[l].Candidates.Any(c =>
                (parlour.Request.Lines[l].Wanted is null || parlour.Request.Lines[l].Wanted == c.Staff) && people.TryGetValue(c.Staff, out var p) && p.Works[i]));
            if (waiting.Count == 0) return true;
        }
        return false;
    }

    private bool[] HoursOf(HoursPlan plan, LocalDate date)
    {
        var hours = HoursWithoutBreaks(plan, date);
        Remove(hours, BreaksOf(plan, date));
        return hours;
    }

    private bool[] HoursWithoutBreaks(HoursPlan plan, LocalDate date)
    {
        if (plan.Exceptions.TryGetValue(date, out var exception)) return Marked(date, exception);
        var season = plan.Seasons.FirstOrDefault(s => s.Dates.Dates().Contains(date));
        return Marked(date, (season is null ? plan.Hours : season.Hours)[date.DayOfWeek]);
    }

    private bool[] BreaksOf(HoursPlan plan, LocalDate date)
    {
        if (plan.Exceptions.ContainsKey(date)) return new bool[wall.Length];
        var season = plan.Seasons.FirstOrDefault(s => s.Dates.Dates().Contains(date));
        return Marked(date, (season is null ? plan.Breaks : season.Breaks)[date.DayOfWeek]);
    }

    /// <summary>From the first minute at which the clock has reached the beginning to the last at which it shows the end; when it skips the end, to the skip.</summary>
    private bool[] Marked(LocalDate date, IEnumerable<DayHours> hours)
    {
        var marks = new bool[wall.Length];
        var midnight = date.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds() / 60;
        foreach (var part in hours)
        {
            var first = Array.FindIndex(wall, w => w >= midnight + part.From);
            var end = Array.LastIndexOf(wall, midnight + part.To);
            if (end < 0) end = Array.FindIndex(wall, w => w >= midnight + part.To);
            for (var i = first; i < end; i++) marks[i] = true;
        }
        return marks;
    }

    private bool[] Touched(IReadOnlyList<Span> spans) =>
        [.. Enumerable.Range(0, wall.Length).Select(i => spans.Any(s => s.Start < At(i + 1) && At(i) < s.End))];

    private static void Add(bool[] marks, bool[] more)
    {
        for (var i = 0; i < marks.Length; i++) marks[i] |= more[i];
    }

    private static void Remove(bool[] marks, bool[] less)
    {
        for (var i = 0; i < marks.Length; i++) marks[i] &= !less[i];
    }

    private static int EndOf(List<Placed> lines) => lines.Max(l => l.Start + Visible(l.Candidate.Shape));

    private static int Visible(ServiceShape shape) => shape.Active + shape.Processing + shape.Finishing;

    private static long Mod(long value, int by) => ((value % by) + by) % by;
}
