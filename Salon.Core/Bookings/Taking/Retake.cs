using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Bookings.Taking;

/// <summary>How the time stands of a visit that somebody says yes to.</summary>
internal enum HeldTime
{
    /// <summary>The visit is agreed already: the same call came before.</summary>
    Agreed,
    /// <summary>It is held for the visit, also when its minutes are over and nobody wanted it.</summary>
    Held,
    /// <summary>It was given back, and has to be taken once more.</summary>
    Lapsed,
}

/// <summary>
/// Says yes to a visit that holds a time. When the time was given back meanwhile it is taken again in the same commit: whoever asked for nobody
/// by name may get somebody else; the price stays what she was told.
/// </summary>
/// <param name="channel">Decides whose rules count when the time is taken again: a customer's or the desk's.</param>
internal abstract class RetakeCommand(Actor actor, BookingId id, BookingChannel channel) : TakingCommand<BookingId>(actor)
{
    public sealed override BookingId Id => id;

    public sealed override async Task<Result<TimeRequest[]>> PlanAsync(TakingEngine engine, Instant now, CancellationToken ct)
    {
        if (!(await KeepAsync(engine, now, ct)).TryGet(out var time, out var refusal)) return refusal;
        if (time == HeldTime.Agreed) return Array.Empty<TimeRequest>();

        await using var db = await engine.Database.OpenAsync(Actor.Organization, ct);
        var booking = await db.Bookings.Include(b => b.Lines).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null) return BookingErrors.NotFound;
        if (!(await LookAsync(db, booking, now, ct)).TryGet(out time, out refusal)) return refusal;
        if (time == HeldTime.Agreed) return Array.Empty<TimeRequest>();
        if (RefusesRetaking(booking, now) is { } late) return late;
        var request = new BookRequest(id, booking.BranchId, booking.StartsAt, booking.WantedLines()) { Together = booking.Together, Channel = channel };
        return (TimeRequest[])[new(request, booking.Version)];
    }

    public sealed override async Task<Result<Booking[]>> WriteAsync(BookingWriter write, Quote[] quotes, CancellationToken ct)
    {
        var (booking, from) = (quotes[0].Booking!, quotes[0].Booking!.Status);
        booking.Move(VisitMoves.AtAgreedPrices(booking, quotes[0].Terms), booking.Policy);
        await ConfirmAsync(write, booking, from, ct);
        return (Booking[])[booking];
    }

    /// <summary>How the time of the visit stands for this actor, or why she cannot have it.</summary>
    protected abstract Task<Result<HeldTime>> LookAsync(SalonDb db, Booking booking, Instant now, CancellationToken ct);

    /// <summary>Why time that was given back is not even asked for.</summary>
    protected virtual Error? RefusesRetaking(Booking booking, Instant now) => null;

    /// <summary>The visit stands, or waits for money; with its history and what is to be told.</summary>
    protected abstract Task ConfirmAsync(BookingWriter write, Booking booking, BookingStatus from, CancellationToken ct);

    private async Task<Result<HeldTime>> KeepAsync(TakingEngine engine, Instant now, CancellationToken ct)
    {
        var rules = await engine.Terms.RulesAsync(Actor.Organization, ct);
        await using var db = await engine.Database.OpenForWriteAsync(Actor, ct);
        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null) return BookingErrors.NotFound;
        if (!(await LookAsync(db, booking, now, ct)).TryGet(out var time, out var refusal)) return refusal;
        if (time != HeldTime.Held) return time;

        await db.LockAsync([.. await TimeClaims.SubjectsOfAsync(db, [id], ct), .. OnlineLimits.LocksOf(Actor)], ct);
        if (await OnlineLimits.RefusalAsync(db, Actor, rules, booking.BusinessDate, id, now, ct) is { } tooMany) return tooMany;
        await ConfirmAsync(new(db, Actor, now), booking, booking.Status, ct);
        if (!await TimeClaims.KeepAsync(db, booking, ct)) return HeldTime.Lapsed;
        return await db.CommitAsync(ct) is { } trouble ? trouble : HeldTime.Agreed;
    }
}
