using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Payments.Desk;

public static class DayErrors
{
    public static readonly Error DayIsClosed = new(ErrorKind.Conflict, "DayClose.DayIsClosed");
    public static readonly Error ClosedAlready = new(ErrorKind.Conflict, "DayClose.ClosedAlready");
    public static readonly Error LaterClosed = new(ErrorKind.Conflict, "DayClose.LaterClosed");
    public static readonly Error NotYet = new(ErrorKind.Conflict, "DayClose.NotYet");
    public static readonly Error ReasonNeeded = new(ErrorKind.Invalid, "DayClose.ReasonNeeded");
    public static readonly Error UnknownBranch = new(ErrorKind.NotFound, "DayClose.UnknownBranch");
}

/// <summary>Closes the days of a drawer, in their order: what the ledger says against what was counted.</summary>
public sealed class DayCloseService(Database database, PublicHours hours, TimeProvider clock)
{
    public const int LongestNote = 500;

    /// <summary>Closes a business day. What moves later belongs to the next one.</summary>
    public async Task<Result<RowId>> CloseAsync(Actor actor, CloseDayWish wish, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        if (wish.OpeningMinor < 0 || wish.CountedMinor < 0 || Math.Max(wish.OpeningMinor, wish.CountedMinor) > MoneyText.MostMajor * 100) return PaymentErrors.NotAnAmount;
        if (wish.Pieces.Any(p => p.Count < 0 || p.Minor <= 0) || (wish.Pieces.Count > 0 && wish.Pieces.Sum(p => p.Minor * p.Count) != wish.CountedMinor)) return PaymentErrors.NotAnAmount;
        if (!(await hours.ReadAsync(actor.Organization, ct)).TryGetValue(wish.Branch, out var open)) return DayErrors.UnknownBranch;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([wish.Branch.Value], ct);
        var now = clock.GetCurrentInstant();
        if (await db.DayCloses.Where(c => c.BranchId == wish.Branch && c.Date == wish.Date).Select(c => (RowId?)c.Id).SingleOrDefaultAsync(ct) is { } known)
            return known == wish.Id ? known : DayErrors.ClosedAlready;
        if (wish.Date > open.BusinessDateAt(now) || !open.HasBegun(wish.Date, now)) return DayErrors.NotYet;
        if (await db.DayCloses.AnyAsync(c => c.BranchId == wish.Branch && c.Date > wish.Date, ct)) return DayErrors.LaterClosed;

        var span = await SpanAsync(db, wish.Branch, wish.Date, open, now, ct);
        var ledger = await DrawerAsync(db, wish.Branch, span.End, ct);
        var last = await LastBefore(db, wish.Branch, wish.Date).Select(c => (long?)c.LedgerMinor).FirstOrDefaultAsync(ct);
        var moved = ledger - (last ?? await DrawerAsync(db, wish.Branch, span.Start, ct));
        var currency = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
        var note = TidyText.Lines(wish.Note);
        var close = DayClose.Of(actor, wish, span, currency, moved, ledger, Characters.Cut(note, LongestNote), now);
        if (close.DifferenceMinor != 0 && note.Length == 0) return DayErrors.ReasonNeeded; // asked here: money may have moved since the page was read
        db.DayCloses.Add(close);
        Ledger.Counted(db, actor.Organization, close.Id, new Money(close.DifferenceMinor, currency), now);
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        return await db.CommitAsync(ct) is { } refusal ? refusal : close.Id;
    }

    /// <summary>The day to count: the one under way or, until the branch opens again, the last one whose money was not counted.</summary>
    internal static async Task<LocalDate> ProposedAsync(SalonDb db, BranchId branch, OpeningHours open, Instant now, CancellationToken ct)
    {
        var today = open.BusinessDateAt(now);
        if (open.LastOpened(now) is not { } opened || opened == today) return today;
        var last = await db.DayCloses.Where(c => c.BranchId == branch).OrderByDescending(c => c.Date).Select(c => new { c.Date, c.UntilAt }).FirstOrDefaultAsync(ct);
        if (last is not null && last.Date >= opened) return today;
        var since = last?.UntilAt ?? NodaConstants.UnixEpoch;
        var isMoneyOpen = await db.Ledger.AnyAsync(e => e.At >= since && e.PaymentId != null && db.Bookings.Any(b => b.Id == e.BookingId && b.BranchId == branch), ct)
            || await db.DrawerMoves.AnyAsync(m => m.BranchId == branch && m.At >= since, ct);
        return isMoneyOpen ? opened : today;
    }

    /// <summary>From the end of the day closed before, or from midnight when none was, to now or, once the branch has opened again, to the day's own end.</summary>
    internal static async Task<Span> SpanAsync(SalonDb db, BranchId branch, LocalDate date, OpeningHours open, Instant now, CancellationToken ct)
    {
        var start = await LastBefore(db, branch, date).Select(c => (Instant?)c.UntilAt).FirstOrDefaultAsync(ct) ?? BusinessDay.Resolve(date, 0, open.Zone, later: false);
        var midnight = BusinessDay.Resolve(date, DayHours.MinutesPerDay, open.Zone, later: true);
        var end = open.On(date).Select(h => BusinessDay.At(date, h, open.Zone).End).Append(midnight).Max();
        if (open.BusinessDateAt(now) == date || now < end || open.LastOpened(now) == date) end = now; // who pays after closing time is counted with that evening
        return new(start, Instant.Max(end, start + Duration.FromMilliseconds(1)));
    }

    internal static IQueryable<DayClose> LastBefore(SalonDb db, BranchId branch, LocalDate date) =>
        db.DayCloses.Where(c => c.BranchId == branch && c.Date < date).OrderByDescending(c => c.Date);

    /// <summary>Everything that ever went into and out of a drawer, for visits of its branch and without one, until a moment.</summary>
    internal static async Task<long> DrawerAsync(SalonDb db, BranchId branch, Instant until, CancellationToken ct) =>
        await (from e in db.Ledger
               join b in db.Bookings on e.BookingId equals b.Id
               where b.BranchId == branch && e.At < until && (e.Debit == Account.Cash || e.Credit == Account.Cash)
               select e.Debit == Account.Cash ? e.Amount.Minor : -e.Amount.Minor).SumAsync(ct)
        + await DrawerService.SumAsync(db, branch, until, ct);
}
