using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Works out from a visit's claims where its services lie in people's days.</summary>
internal static class LinePlaces
{
    public static CalendarVisit Of(DayRow row, LocalDate date, IReadOnlyList<TakenTime> claims, Rulebook book)
    {
        var units = claims.Where(c => !c.Subject.IsPerson).Select(c => new UnitPlace(new(c.Subject.Id), c.Subject.Unit, c.Time)).ToList();
        return new CalendarVisit(row, date, [.. row.Lines.Select(line => PlaceOf(line, row, claims, book))], units);
    }

    private static LinePlace PlaceOf(LineView line, DayRow row, IReadOnlyList<TakenTime> claims, Rulebook book)
    {
        var visible = new Span(line.StartsAt, line.EndsAt);
        var hers = claims.Where(c => c.Subject == ClaimSubject.Of(line.StaffId)).Select(c => c.Time).OrderBy(c => c.Start).ToList();
        var taken = Reach(visible, hers, [.. row.Lines.Where(other => other.Id != line.Id && other.StaffId == line.StaffId)]);
        var idle = hers.Count == 0 ? Spans.None : Spans.Covering([visible]).Subtract(Spans.Covering(hers));
        return new LinePlace(line, visible, taken, idle.ToList(), (row.CanMove || row.Status == BookingStatus.InService) && HasOneBlock(line, book) == true)
        {
            HasFixedParts = HasOneBlock(line, book) == false,
        };
    }

    // Preparing and clearing up: her claims around the service, as far as they are not her other services' in the same visit.
    private static Span Reach(Span visible, List<Span> hers, IReadOnlyList<LineView> others)
    {
        var (from, to) = (visible.Start, visible.End);
        foreach (var claim in hers.Where(c => c.Start <= visible.End && c.End >= visible.Start && !others.Any(o => c.Start < o.EndsAt && o.StartsAt < c.End)))
            (from, to) = (Instant.Min(from, claim.Start), Instant.Max(to, claim.End));
        return new(from, to);
    }

    // Null when the person does not do the service any more.
    private static bool? HasOneBlock(LineView line, Rulebook book) =>
        book.Services.TryGetValue(line.ServiceId, out var service) && service.Candidates.FirstOrDefault(c => c.Staff == line.StaffId) is { } candidate
            ? candidate.Shape is { Processing: 0, Finishing: 0 } : null;
}
