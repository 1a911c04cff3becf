using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Scheduling;

/// <summary>A question that makes sense, with everything but claims that its answer depends on.</summary>
internal sealed record Asked(VisitQuestion Question, Rulebook Book, OpeningHours Hours, VisitRequest Request);

/// <summary>Reads what decides about free times: the salon's rules from memory, its claims in one statement.</summary>
public sealed class ScheduleReader(Database database, PublicHours hours, Rulebooks rulebooks)
{
    private sealed record TakenTime(Guid Subject, int Unit, Instant StartsAt, Instant EndsAt);

    private static readonly KeptQuery<Func<SalonDb, List<Guid>, List<int>, Instant, Instant, Instant, Instant, IAsyncEnumerable<TakenTime>>> Taken = new(() =>
        EF.CompileAsyncQuery((SalonDb db, List<Guid> ids, List<int> units, Instant earliest, Instant from, Instant to, Instant now) => db.Claims
            .Where(c => c.Live && ids.Contains(c.Subject) && units.Contains(c.Unit)
                && c.StartsAt > earliest && c.StartsAt < to && c.EndsAt > from && (c.ExpiresAt == null || c.ExpiresAt > now))
            .Select(c => new TakenTime(c.Subject, c.Unit, c.StartsAt, c.EndsAt))));

    /// <summary>Checks a question against the salon's menu and rules.</summary>
    internal async Task<Result<Asked>> AskAsync(VisitQuestion question, CancellationToken ct)
    {
        if (question.Lines.Count == 0) return SchedulingErrors.NoServices;
        if (question.Lines.Count > VisitRequest.MaxLines) return SchedulingErrors.TooManyServices;

        var book = await rulebooks.ReadAsync(question.Organization, ct);
        if (!book.TakesBookings || !(await hours.ReadAsync(question.Organization, ct)).TryGetValue(question.Branch, out var open)) return SchedulingErrors.UnknownBranch;
        if (question.Together && question.Lines.Count > 1 && !book.Rules.AllowTogether) return SchedulingErrors.NotTogether;

        var lines = new List<LineRequest>(question.Lines.Count);
        foreach (var line in question.Lines)
        {
            var (service, staff) = line;
            if (!book.Services.TryGetValue(service, out var rule) || (question.Online && !rule.Online)) return SchedulingErrors.UnknownService;
            var candidates = rule.Candidates.Where(c => book.Hours.ContainsKey((c.Staff, question.Branch)) && (!question.Online || book.Staff[c.Staff].Online));
            if (line.Minutes is { } own) candidates = candidates.Select(c => c with { Shape = c.Shape with { Active = own } });
            lines.Add(new(service, staff, [.. candidates.Where(c => staff is null || c.Staff == staff)]));
        }
        return new Asked(question, book, open, new VisitRequest(lines, question.Together));
    }

    /// <summary>The diary of the business days of a range, and of the day before it.</summary>
    internal async Task<BranchDiary> ReadAsync(Asked asked, DateRange dates, Instant now, CancellationToken ct)
    {
        var zone = asked.Hours.Zone;
        var days = WorkingHours.OpenDays(asked.Hours.Plan, dates with { First = dates.First.PlusDays(-1) }, zone);
        var shapes = asked.Request.Lines.SelectMany(l => l.Candidates).Select(c => c.Shape).ToList();
        var types = shapes.SelectMany(s => s.Needs).Select(n => n.ResourceType).ToHashSet();
        var staff = asked.Request.Lines.SelectMany(l => l.Candidates).Select(c => c.Staff).Distinct().ToList();
        var units = asked.Book.Units[asked.Question.Branch].Where(u => types.Contains(u.Type)).ToList();

        var insist = asked.Question.Insist;
        IEnumerable<ClaimSubject> people = insist == Insistence.None ? staff.Select(ClaimSubject.Of) : [];
        var taken = insist == Insistence.Everything ? [] : await ClaimsAsync(asked, [.. people, .. units.Select(u => ClaimSubject.Of(u.Resource, u.Unit))], days, Reach(shapes), now, ct);

        // Hours of the dates around count too: a shift may begin the evening before, preparation and clearing up lie outside opening.
        var work = new DateRange(dates.First.PlusDays(-2), dates.Last.PlusDays(2));
        var clock = new WallClock(zone, work);
        return new(
            zone, days,
            [.. staff.Select(id => insist == Insistence.None ? PersonOf(id, asked, work, clock, taken) : new PersonDiary(id, Spans.Always, Spans.None, Spans.None))],
            [.. units.Select(u => new UnitDiary(u.Resource, u.Unit, u.Type, taken.GetValueOrDefault(ClaimSubject.Of(u.Resource, u.Unit), Spans.None)))]);
    }

    private static PersonDiary PersonOf(StaffId id, Asked asked, DateRange dates, WallClock clock, Dictionary<ClaimSubject, Spans> taken)
    {
        var away = asked.Book.Staff[id].Away;
        var works = WorkingHours.Works(asked.Book.Hours[(id, asked.Question.Branch)], dates, clock, away);
        return new(id, works, away, taken.GetValueOrDefault(ClaimSubject.Of(id), Spans.None));
    }

    /// <summary>How far from its start a line looks at claims: its own time, and as much again for the gaps it would leave.</summary>
    private static Duration Reach(List<ServiceShape> shapes) =>
        Duration.FromMinutes(2 * shapes.Select(s => s.Before + s.Visible + s.Buffer).DefaultIfEmpty().Max());

    private async Task<Dictionary<ClaimSubject, Spans>> ClaimsAsync(
        Asked asked, IReadOnlyList<ClaimSubject> subjects, IReadOnlyList<OpenDay> days, Duration reach, Instant now, CancellationToken ct)
    {
        var open = days.Where(d => !d.Open.IsEmpty).ToList();
        if (open.Count == 0 || subjects.Count == 0) return [];
        var from = Minute.ToInstant(open[0].Open[0].From) - reach;
        var to = Minute.ToInstant(open.Max(d => d.Open[d.Open.Count - 1].To)) + reach;
        var earliest = from - Claim.MaxLength; // bounds where an overlapping claim can begin, so that an index finds it
        var (ids, units, ignore) = (subjects.Select(s => s.Id).Distinct().ToList(), subjects.Select(s => s.Unit).Distinct().ToList(), asked.Question.Ignore);

        await using var db = await database.OpenAsync(asked.Question.Organization, ct);
        var claims = ignore.Count == 0
            ? Taken.For(db)(db, ids, units, earliest, from, to, now)
            : db.Claims.Where(c => c.Live && ids.Contains(c.Subject) && units.Contains(c.Unit)
                    && c.StartsAt > earliest && c.StartsAt < to && c.EndsAt > from && (c.ExpiresAt == null || c.ExpiresAt > now)
                    && (c.BookingId == null || !ignore.Contains(c.BookingId.Value)))
                .Select(c => new TakenTime(c.Subject, c.Unit, c.StartsAt, c.EndsAt)).AsAsyncEnumerable();

        var taken = new Dictionary<ClaimSubject, List<(int From, int To)>>(subjects.Count);
        await foreach (var c in claims.WithCancellation(ct))
        {
            var subject = new ClaimSubject(c.Subject, c.Unit);
            if (!taken.TryGetValue(subject, out var spans)) taken.Add(subject, spans = []);
            spans.Add((Minute.Floor(c.StartsAt), Minute.Ceiling(c.EndsAt)));
        }
        return taken.ToDictionary(t => t.Key, t => Spans.Of(t.Value));
    }
}
