using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings.Taking;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Time to be blocked.</summary>
/// <param name="Id">Made by the caller: the same click arriving twice is one block.</param>
/// <param name="Reason">At most <see cref="TimeBlock.MaxReason"/> characters; may be empty.</param>
public sealed record BlockRequest(RowId Id, BranchId Branch, StaffId Staff, Span Time, BlockKind Kind, string Reason);

/// <summary>Time of people that nobody is to book.</summary>
public sealed class TimeBlockService(Database database, FreeTimesService freeTimes, TimeProvider clock)
{
    /// <summary>Blocks time of somebody. The desk for everybody, a stylist her own; never over a visit.</summary>
    public async Task<Result<RowId>> BlockAsync(Actor actor, BlockRequest request, CancellationToken ct)
    {
        var (reason, time) = (TidyText.Line(request.Reason), request.Time);
        if (!MayBlock(actor, request.Staff)) return BookingErrors.NotAllowed;
        if (time.IsEmpty) return BookingErrors.BlockEmpty;
        if (time.Length > TimeBlock.MaxLength) return BookingErrors.BlockTooLong;
        if (Characters.IsLonger(reason, TimeBlock.MaxReason)) return BookingErrors.NoteTooLong;

        var now = clock.GetCurrentInstant();
        await using (var read = await database.OpenAsync(actor.Organization, ct))
        {
            if (await read.TimeBlocks.AnyAsync(b => b.Id == request.Id, ct)) return request.Id;
            if (!await read.Branches.AnyAsync(b => b.Id == request.Branch && b.Active, ct)) return SchedulingErrors.UnknownBranch;
            if (!await read.Staff.AnyAsync(s => s.Id == request.Staff && s.Active, ct)) return BookingErrors.NotFound;
        }

        var date = await freeTimes.BusinessDateAsync(actor.Organization, request.Branch, time.Start, ct);
        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([request.Staff.Value], ct);
        await TimeClaims.DeleteExpiredAsync(db, [new(ClaimSubject.Of(request.Staff), time)], now, ct);
        var block = TimeBlock.Of(actor.Organization, request.Id, request.Branch, request.Staff, date, time, request.Kind, reason, actor.User, now);
        db.TimeBlocks.Add(block);
        db.Claims.Add(Claim.Block(block));
        db.Announce(new Change(actor.Organization, ChangeKind.Bookings, date));
        if (await db.CommitAsync(ct) is not { } trouble) return request.Id;
        return trouble == BookingErrors.SlotTaken ? BookingErrors.BlockTaken : trouble;
    }

    /// <summary>Gives blocked time back.</summary>
    /// <returns>What was blocked, so that it can be blocked again.</returns>
    public async Task<Result<BlockRequest>> UnblockAsync(Actor actor, RowId id, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var block = await db.TimeBlocks.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (block is null || !MayBlock(actor, block.StaffId)) return BookingErrors.UnknownBlock;

        await db.Claims.Where(c => c.Id == id && c.BookingId == null).ExecuteDeleteAsync(ct);
        db.TimeBlocks.Remove(block);
        db.Announce(new Change(actor.Organization, ChangeKind.Bookings, block.BusinessDate));
        return await db.CommitAsync(ct) is { } trouble ? trouble
            : new BlockRequest(RowId.New(), block.BranchId, block.StaffId, new(block.StartsAt, block.EndsAt), block.Kind, block.Reason);
    }

    private static bool MayBlock(Actor actor, StaffId staff) =>
        actor.May(Permission.WorkAllBookings) || (actor.May(Permission.WorkOwnBookings) && actor.Staff == staff);
}
