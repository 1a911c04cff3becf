using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Scheduling;

namespace Salon.Payments.Till;

public static class DayErrors
{
    public static readonly Error DayIsClosed = new(ErrorKind.Conflict, "DayClose.DayIsClosed");
    public static readonly Error ClosedAlready = new(ErrorKind.Conflict, "DayClose.ClosedAlready");
    public static readonly Error LaterClosed = new(ErrorKind.Conflict, "DayClose.LaterClosed");
    public static readonly Error NextClosed = new(ErrorKind.Conflict, "DayClose.NextClosed");
    public static readonly Error NotYet = new(ErrorKind.Conflict, "DayClose.NotYet");
    public static readonly Error OwnerOnly = new(ErrorKind.Forbidden, "DayClose.OwnerOnly");
    public static readonly Error ReasonNeeded = new(ErrorKind.Invalid, "DayClose.ReasonNeeded");
    public static readonly Error UndoneAlready = new(ErrorKind.Conflict, "DayClose.UndoneAlready");
    public static readonly Error UnknownBranch = new(ErrorKind.NotFound, "DayClose.UnknownBranch");
    public static readonly Error UnknownClose = new(ErrorKind.NotFound, "DayClose.UnknownClose");
}

/// <summary>
/// Closes the days of a drawer, in their order: what the ledger says against what was counted. The last close can be undone until the next one.
/// </summary>
public sealed class DayCloseService(Database database, PublicHours hours, TimeProvider clock)
{
    public const int LongestNote = 500;

    /// <summary>Closes a business day. What moves later belongs to the next one.</summary>
    public async Task<Result<RowId>> CloseAsync(Actor actor, CloseDayRequest request, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        if (request.OpeningMinor < 0 || request.CountedMinor < 0 || Math.Max(request.OpeningMinor, request.CountedMinor) > MoneyText.MostMajor * 100) return PaymentErrors.NotAnAmount;
        if (request.Pieces.Any(p => p.Count < 0 || p.Minor <= 0) || (request.Pieces.Count > 0 && request.Pieces.Sum(p => p.Minor * p.Count) != request.CountedMinor)) return PaymentErrors.NotAnAmount;
        if (!(await hours.ReadAsync(actor.Organization, ct)).TryGetValue(request.Branch, out var open)) return DayErrors.UnknownBranch;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([request.Branch.Value], ct);
        var now = clock.GetCurrentInstant();
        var known = await db.DayCloses.Where(c => c.Id == request.Id)
            .Select(c => new { c.BranchId, c.Date, IsUndone = db.DayCloseUndos.Any(u => u.CloseId == c.Id) }).SingleOrDefaultAsync(ct);
        if (known is not null && (known.BranchId != request.Branch || known.Date != request.Date)) return BookingErrors.KeyReused;
        if (known is not null) return known.IsUndone ? DayErrors.UndoneAlready : request.Id; // the same click, arriving twice
        if (request.Date > open.BusinessDateAt(now) || !open.HasBegun(request.Date, now)) return DayErrors.NotYet;
        var closes = Standing(db, request.Branch);
        if (await closes.Where(c => c.Date >= request.Date).OrderBy(c => c.Date).Select(c => (LocalDate?)c.Date).FirstOrDefaultAsync(ct) is { } closed)
            return closed == request.Date ? DayErrors.ClosedAlready : DayErrors.LaterClosed;

        var start = await StartAsync(db, request.Branch, request.Date, open, await ClosedUntil(db, request.Branch).FirstOrDefaultAsync(ct), ct);
        var span = SpanOf(request.Date, open, start, now);
        var moved = await DrawerAsync(db, request.Branch, span, ct);
        var currency = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
        var note = TidyText.Lines(request.Note);
        var close = DayClose.Of(actor, request, span, currency, moved, Characters.Cut(note, LongestNote), now);
        if (close.DifferenceMinor != 0 && note.Length == 0) return DayErrors.ReasonNeeded; // asked here: money may have moved since the page was read
        db.DayCloses.Add(close);
        Ledger.Counted(db, close, now);
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        return await db.CommitAsync(ct) is { } refusal ? refusal : close.Id;
    }

    /// <summary>Takes the last close of a drawer back: its day is open again, and is counted anew with whatever moved since.</summary>
    public async Task<Error?> UndoAsync(Actor actor, RowId id, string? reason, CancellationToken ct)
    {
        if (!actor.May(Permission.UndoDayClose)) return DayErrors.OwnerOnly;
        if (Counter.ReasonOf(reason) is not { } why) return PaymentErrors.ReasonNeeded;
        await using var db = await database.OpenForWriteAsync(actor, ct);
        if (await db.DayCloses.SingleOrDefaultAsync(c => c.Id == id, ct) is not { } close) return DayErrors.UnknownClose;
        await db.LockAsync([close.BranchId.Value], ct);
        var now = clock.GetCurrentInstant();
        if (await db.DayCloseUndos.AnyAsync(u => u.CloseId == id, ct)) return DayErrors.UndoneAlready;
        if (await Standing(db, close.BranchId).AnyAsync(c => c.Date > close.Date, ct)) return DayErrors.NextClosed;

        db.DayCloseUndos.Add(DayCloseUndo.Of(actor, close, why, now));
        Ledger.Uncounted(db, close, now);
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        return await db.CommitAsync(ct);
    }

    /// <summary>The closes of a drawer that count: what an owner has undone does not.</summary>
    internal static IQueryable<DayClose> Standing(SalonDb db, BranchId branch) =>
        db.DayCloses.Where(c => c.BranchId == branch && !db.DayCloseUndos.Any(u => u.CloseId == c.Id));

    /// <summary>The moment until which the money of a drawer is counted; nothing when no close stands.</summary>
    internal static IQueryable<Instant?> ClosedUntil(SalonDb db, BranchId branch) =>
        Standing(db, branch).OrderByDescending(c => c.Date).Select(c => (Instant?)c.UntilAt);

    /// <summary>The day to count: the one under way or, until the branch opens again, the last one whose money was not counted.</summary>
    internal static async Task<LocalDate> ProposedAsync(SalonDb db, BranchId branch, OpeningHours open, Instant now, CancellationToken ct)
    {
        var today = open.BusinessDateAt(now);
        if (open.LastOpened(now) is not { } opened || opened == today) return today;
        var last = await Standing(db, branch).OrderByDescending(c => c.Date).Select(c => new { c.Date, c.UntilAt }).FirstOrDefaultAsync(ct);
        if (last is not null && last.Date >= opened) return today;
        var since = last?.UntilAt ?? FirstMoment(opened, open);
        var isMoneyOpen = await db.Ledger.AnyAsync(e => e.At >= since && e.PaymentId != null && db.Bookings.Any(b => b.Id == e.BookingId && b.BranchId == branch), ct)
            || await db.DrawerMoves.AnyAsync(m => m.BranchId == branch && m.At >= since, ct);
        return isMoneyOpen ? opened : today;
    }

    /// <summary>
    /// Where the money of a day begins: at the end of the day closed before or, when no close stands, at midnight, or where the first one that was
    /// undone began.
    /// </summary>
    /// <param name="closedUntil">The end of the day closed before.</param>
    internal static async Task<Instant> StartAsync(SalonDb db, BranchId branch, LocalDate date, OpeningHours open, Instant? closedUntil, CancellationToken ct)
    {
        if (closedUntil is { } end) return end;
        var undone = await db.DayCloses.Where(c => c.BranchId == branch && c.Date < date).OrderBy(c => c.Date)
            .Select(c => (Instant?)c.FromAt).FirstOrDefaultAsync(ct);
        return Instant.Min(undone ?? Instant.MaxValue, FirstMoment(date, open));
    }

    /// <summary>From its start to now or, once the branch has opened again, to the day's own end.</summary>
    internal static Span SpanOf(LocalDate date, OpeningHours open, Instant start, Instant now)
    {
        var midnight = BusinessDay.Resolve(date, DayHours.MinutesPerDay, open.Zone, later: true);
        var end = open.On(date).Select(h => BusinessDay.At(date, h, open.Zone).End).Append(midnight).Max();
        if (open.BusinessDateAt(now) == date || now < end || open.LastOpened(now) == date) end = now; // who pays after closing time is counted with that evening
        return new(start, Instant.Max(end, start + Duration.FromMilliseconds(1)));
    }

    /// <summary>What went into a drawer less what came out of it, for visits of its branch and without one.</summary>
    /// <remarks>Nothing is written into a span that was counted: see <see cref="Counter.At(TimeProvider)"/>.</remarks>
    internal static async Task<long> DrawerAsync(SalonDb db, BranchId branch, Span span, CancellationToken ct) =>
        await (from e in db.Ledger
               join b in db.Bookings on e.BookingId equals b.Id
               where b.BranchId == branch && e.At >= span.Start && e.At < span.End && (e.Debit == Account.Cash || e.Credit == Account.Cash)
               select e.Debit == Account.Cash ? e.Amount.Minor : -e.Amount.Minor).SumAsync(ct)
        + await DrawerService.SumAsync(db, branch, span, ct);

    private static Instant FirstMoment(LocalDate date, OpeningHours open) => BusinessDay.Resolve(date, 0, open.Zone, later: false);
}
