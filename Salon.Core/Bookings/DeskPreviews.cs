using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>What stands in the way of a visit.</summary>
public enum ConflictKind
{
    /// <summary>The person is with somebody else.</summary>
    Visit,
    /// <summary>Her time is blocked.</summary>
    Blocked,
    /// <summary>She has time off.</summary>
    Away,
    /// <summary>She does not work then.</summary>
    OffHours,
    /// <summary>The room, chair or device is taken.</summary>
    Resource,
}

/// <param name="Who">The person or the room.</param>
/// <param name="With">Whose visit it is, or why the time is blocked; empty when there is nothing to say.</param>
public sealed record Conflict(ConflictKind Kind, LocalizedText Who, Span Time, string With);

/// <summary>How a visit would lie, before anything is changed.</summary>
/// <param name="Time">Null when it is impossible at any price.</param>
/// <param name="Staff">Who would do each line.</param>
/// <param name="Conflicts">What stands in the way; empty when it fits.</param>
/// <param name="Refusal">Why it cannot be had as it is; null when it can.</param>
/// <param name="MayOverbook">It could be had all the same, with a reason.</param>
public sealed record VisitPreview(Span? Time, IReadOnlyList<(StaffId Staff, Span Time)> Staff, IReadOnlyList<Conflict> Conflicts, Error? Refusal, bool MayOverbook);

/// <summary>Says in words what a move or a new booking would run into.</summary>
public sealed class DeskPreviews(Database database, FreeTimesService freeTimes, Rulebooks rulebooks, PublicHours hours, TimeProvider clock)
{
    /// <param name="branch">Where.</param>
    /// <param name="lines">The services in order, each with its person or anybody.</param>
    /// <param name="moving">The visit that is to move; null for a new one.</param>
    public async Task<VisitPreview> OfAsync(Actor actor, BranchId branch, IReadOnlyList<WantedLine> lines, Instant start, BookingId? moving, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return new(null, [], [], BookingErrors.NotAllowed, false);
        var question = new VisitQuestion(actor.Organization, branch, lines) { Online = false, Ignore = moving is { } id ? [id] : [] };
        if ((await freeTimes.ProposeAsync(question, start, ct)).TryGet(out var fits, out var refusal)) return new(new(fits.Start, fits.End), StaffOf(fits), [], null, false);
        if (!(await freeTimes.InsistAsync(question, start, ct)).TryGet(out var forced, out var never)) return new(null, [], [], never, false);

        var conflicts = await ConflictsAsync(actor, branch, forced, moving, ct);
        return new(new(forced.Start, forced.End), StaffOf(forced), conflicts, refusal == SchedulingErrors.NotFree ? BookingErrors.SlotTaken : refusal, actor.May(Permission.Overbook));
    }

    private static List<(StaffId, Span)> StaffOf(Proposal proposal) => [.. proposal.Lines.Select(l => (l.Staff, new Span(l.Start, l.End)))];

    private async Task<IReadOnlyList<Conflict>> ConflictsAsync(Actor actor, BranchId branch, Proposal forced, BookingId? moving, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var wanted = forced.Lines.SelectMany(l => l.Claims).ToList();
        var subjects = wanted.Select(c => c.Subject.Id).Distinct().ToList();
        var (begin, end) = (wanted.Min(c => c.Time.Start), wanted.Max(c => c.Time.End));
        var earliest = begin - Claim.MaxLength;

        await using var db = await database.OpenAsync(actor.Organization, ct);
        var taken = await (
            from c in db.Claims
            from b in db.Bookings.Where(b => b.Id == c.BookingId).DefaultIfEmpty()
            from k in db.Contacts.Where(k => k.Id == b.ContactId).DefaultIfEmpty()
            from t in db.TimeBlocks.Where(t => t.Id == c.Id).DefaultIfEmpty()
            where c.Live && subjects.Contains(c.Subject) && c.StartsAt > earliest && c.StartsAt < end && c.EndsAt > begin && (c.ExpiresAt == null || c.ExpiresAt > now)
            where c.BookingId == null || c.BookingId != moving
            orderby c.StartsAt
            select new { c.Subject, c.Unit, c.StartsAt, c.EndsAt, c.BookingId, Name = k == null ? null : k.Name, Reason = t == null ? null : t.Reason }).ToListAsync(ct);
        var staff = forced.Lines.Select(l => l.Staff).Distinct().ToList();
        var people = await db.Staff.Where(s => staff.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id.Value, s => s.Name, ct);
        var rooms = await db.Resources.Where(r => r.BranchId == branch).Select(r => new { r.Id, r.Name }).ToDictionaryAsync(r => r.Id.Value, r => r.Name, ct);

        var found = taken.Where(t => wanted.Exists(w => w.Subject == new ClaimSubject(t.Subject, t.Unit) && w.Time.Overlaps(new(t.StartsAt, t.EndsAt))))
            .Select(t => new Conflict(
                t.Unit > 0 ? ConflictKind.Resource : t.BookingId is null ? ConflictKind.Blocked : ConflictKind.Visit,
                t.Unit > 0 ? rooms.GetValueOrDefault(t.Subject, LocalizedText.Empty) : people[t.Subject], new(t.StartsAt, t.EndsAt), t.Name ?? t.Reason ?? ""));
        return [.. found.Distinct(), .. await AbsencesAsync(actor.Organization, branch, forced, people, ct)];
    }

    private async Task<IReadOnlyList<Conflict>> AbsencesAsync(OrganizationId organization, BranchId branch, Proposal forced, Dictionary<Guid, LocalizedText> names, CancellationToken ct)
    {
        var book = await rulebooks.ReadAsync(organization, ct);
        var zone = (await hours.ReadAsync(organization, ct))[branch].Zone;
        var dates = new DateRange(forced.Date.PlusDays(-1), forced.Date.PlusDays(1));
        var result = new List<Conflict>();
        foreach (var line in forced.Lines)
        {
            var (name, time) = (names[line.Staff.Value], new Span(line.Start, line.End));
            var asked = Spans.Covering([time]);
            if (book.Staff.GetValueOrDefault(line.Staff) is { } person && !person.Away.Intersect(asked).IsEmpty) result.Add(new(ConflictKind.Away, name, time, ""));
            else if (!book.Hours.TryGetValue((line.Staff, branch), out var plan) || !asked.Subtract(WorkingHours.Works(plan, dates, zone, Spans.None)).IsEmpty)
                result.Add(new(ConflictKind.OffHours, name, time, ""));
        }
        return result;
    }
}
