using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;

namespace Salon.Payments.Till;

/// <summary>Puts cash into a drawer and takes it out, with what for: the day that is closed next counts it.</summary>
public sealed class DrawerService(Database database, TimeProvider clock)
{
    public async Task<Result<RowId>> MoveAsync(Actor actor, DrawerRequest request, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        if (!Enum.IsDefined(request.Reason) || request.Minor is <= 0 or > MoneyText.MostMajor * 100) return PaymentErrors.NotAnAmount;
        if (Counter.ReasonOf(request.Note) is not { } note) return PaymentErrors.ReasonNeeded;
        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([request.Branch.Value], ct);
        var closes = DayCloseService.ClosedUntil(db, request.Branch);
        var drawer = await db.Branches.Where(b => b.Id == request.Branch).Select(b => new { ClosedUntil = closes.FirstOrDefault() }).SingleOrDefaultAsync(ct);
        if (drawer is null) return DayErrors.UnknownBranch;
        var now = Counter.At(clock, drawer.ClosedUntil); // after the lock: a drawer that is being closed counts it or does not
        if (await db.DrawerMoves.AsNoTracking().SingleOrDefaultAsync(m => m.Id == request.Id, ct) is { } known) // the same click, arriving twice
            return known.BranchId == request.Branch && known.Reason == request.Reason && known.Amount.Minor == request.Minor ? known.Id : BookingErrors.KeyReused;
        var currency = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
        var move = DrawerMove.Of(actor, request, currency, note, now);
        db.DrawerMoves.Add(move);
        Ledger.Drawer(db, move);
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        return await db.CommitAsync(ct) is { } refusal ? refusal : move.Id;
    }

    /// <summary>What was put in less what was taken out.</summary>
    internal static Task<long> SumAsync(SalonDb db, BranchId branch, Span span, CancellationToken ct) =>
        db.DrawerMoves.Where(m => m.BranchId == branch && m.At >= span.Start && m.At < span.End)
            .SumAsync(m => m.Reason == DrawerReason.PutIn ? m.Amount.Minor : -m.Amount.Minor, ct);

    internal static async Task<IReadOnlyList<DrawerMoveView>> ReadAsync(SalonDb db, BranchId branch, Span span, CancellationToken ct) => await (
        from m in db.DrawerMoves
        from u in db.Users.Where(u => u.Id == m.UserId).DefaultIfEmpty()
        where m.BranchId == branch && m.At >= span.Start && m.At < span.End
        orderby m.At descending, m.Id
        select new DrawerMoveView(m.Id, m.Reason, m.Reason == DrawerReason.PutIn ? m.Amount.Minor : -m.Amount.Minor, m.Note, u == null ? null : u.Name, m.At)).ToListAsync(ct);
}
