using Salon.Scheduling;

namespace Salon.Tests.Scheduling;

/// <summary>Somebody of a made-up parlour, by the rules rather than by the spans that follow from them.</summary>
public sealed record ParlourPerson(StaffId Id, HoursPlan Plan, IReadOnlyList<Span> Away, IReadOnlyList<Span> Claims);

public sealed record ParlourUnit(ResourceId Resource, int Unit, ResourceTypeId Type, IReadOnlyList<Span> Claims);

/// <summary>A made-up branch and a question about it. The engine and the oracle answer the same one.</summary>
public sealed record Parlour(
    DateTimeZone Zone, DateRange Dates, HoursPlan Hours, IReadOnlyList<ParlourPerson> People, IReadOnlyList<ParlourUnit> Units, VisitRules Rules, VisitRequest Request)
{
    /// <summary>The engine, with the day before the first date in its diary because that one may end after midnight.</summary>
    public FreeTimes Engine()
    {
        var open = new DateRange(Dates.First.PlusDays(-1), Dates.Last);
        var work = new DateRange(Dates.First.PlusDays(-2), Dates.Last.PlusDays(1));
        var people = People.Select(p =>
        {
            var away = Spans.Covering(p.Away);
            return new PersonDiary(p.Id, WorkingHours.Works(p.Plan, work, Zone, away), away, Spans.Covering(p.Claims));
        });
        var units = Units.Select(u => new UnitDiary(u.Resource, u.Unit, u.Type, Spans.Covering(u.Claims)));
        return new(new(Zone, WorkingHours.OpenDays(Hours, open, Zone), [.. people], [.. units]), Rules, Request);
    }

    /// <summary>The whole parlour in words, for the report of a failed case.</summary>
    public override string ToString() => string.Join('\n', [
        $"{Zone.Id} {Dates.First:uuuu-MM-dd}..{Dates.Last:uuuu-MM-dd}, {Rules}, open {Written(Hours)}",
        .. People.Select(p => $"person {p.Id} works {Written(p.Plan)} away {Written(p.Away)} claims {Written(p.Claims)}"),
        .. Units.Select(u => $"unit {u.Resource}/{u.Unit} of {u.Type} claims {Written(u.Claims)}"),
        .. Request.Lines.Select(l => $"line of {l.Service} together {Request.Together} wants {l.Wanted}: " + string.Join("; ", l.Candidates.Select(c => $"{c.Staff} {Written(c.Shape)}")))]);

    private string Written(HoursPlan plan) => string.Join(", ", new DateRange(Dates.First.PlusDays(-2), Dates.Last.PlusDays(1)).Dates().Select(date =>
        $"{date:MM-dd} {string.Join('+', plan.HoursOn(date).Select(h => $"{h.From}-{h.To}"))} not {string.Join('+', plan.BreaksOn(date).Select(h => $"{h.From}-{h.To}"))}"));

    private static string Written(IEnumerable<Span> spans) => string.Join(", ", spans.Select(s => $"{s.Start}-{s.End}"));

    private static string Written(ServiceShape s) =>
        $"{s.Before}|{s.Active}|{s.Processing}|{s.Finishing}|{s.Buffer} {string.Join('+', s.Needs.Select(n => $"{n.ResourceType}:{n.Blocks}"))}";

    public static StaffId Staff(int number) => new(Number(1, number));

    public static ResourceId Resource(int number) => new(Number(2, number));

    public static ResourceTypeId Type(int number) => new(Number(3, number));

    public static ServiceId Service(int number) => new(Number(4, number));

    private static Guid Number(byte kind, int number) => new(number, 0, 0, [kind, 0, 0, 0, 0, 0, 0, 0]);
}
