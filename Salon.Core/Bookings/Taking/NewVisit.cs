using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Bookings.Taking;

/// <summary>A visit that is new to the book. What its owner holds is free to her, and is given back with it.</summary>
/// <param name="owners">The keys of whoever asks, by which she may hold time; none for the desk, which keeps nothing for itself.</param>
internal abstract class NewVisitCommand(Actor actor, BookRequest request, IReadOnlyList<string> owners) : TakingCommand<BookingId>(actor)
{
    private List<BookingId>? earlier;

    public sealed override BookingId Id => request.Id;

    protected BookRequest Request => request;

    protected IReadOnlyList<string> Owners => owners;

    public override async Task<Result<TimeRequest[]>> PlanAsync(TakingEngine engine, Instant now, CancellationToken ct)
    {
        earlier ??= owners.Count == 0 ? [] : await EarlierHoldsAsync(engine.Database, ct);
        return (TimeRequest[])[new(request) { Ignore = earlier }];
    }

    public sealed override async Task<Result<Booking[]>> WriteAsync(BookingWriter write, Quote[] quotes, CancellationToken ct)
    {
        // Looked up again inside the transaction: of two taps at once the second must find the hold of the first.
        if (owners.Count > 0)
        {
            foreach (var hold in await Holds(write.Db).Where(b => b.Id != request.Id).ToListAsync(ct)) await write.ExpireAsync(hold, ct);
        }

        var booking = await InsertAsync(write, quotes[0], ct);
        if (request.Key is { } key) write.Db.Insert(IdempotentCall.For(Actor.Organization, key.KeyHash(Actor), key.BodyHash, request.Id, write.Now));
        return (Booking[])[booking];
    }

    public sealed override async Task<Result<BookingId>?> AnsweredAsync(TakingEngine engine, CancellationToken ct)
    {
        await using var db = await engine.Database.OpenAsync(Actor.Organization, ct);
        if (request.Key is { } key)
        {
            var hash = key.KeyHash(Actor);
            var call = await db.IdempotentCalls.Where(c => c.Key == hash).Select(c => new { c.BookingId, c.BodyHash }).SingleOrDefaultAsync(ct);
            if (call is not null) return call.BodyHash == key.BodyHash ? call.BookingId : BookingErrors.KeyReused;
        }

        var booking = await db.Bookings.SingleOrDefaultAsync(b => b.Id == request.Id, ct);
        return booking is not null && BookingPolicy.IsLive(booking.Status) && await VisitCustomers.MayManageAsync(db, booking, Actor, ct) ? booking.Id : null;
    }

    /// <summary>Makes the booking and writes it, with its history and what is to be told.</summary>
    protected abstract Task<Booking> InsertAsync(BookingWriter write, Quote quote, CancellationToken ct);

    private async Task<List<BookingId>> EarlierHoldsAsync(Database database, CancellationToken ct)
    {
        await using var db = await database.OpenForOneAsync(Actor.Organization, ct);
        return await Holds(db).Select(b => b.Id).ToListAsync(ct);
    }

    private IQueryable<Booking> Holds(SalonDb db) => db.Bookings.Where(b => b.Status == BookingStatus.Held && owners.Contains(b.HolderKey!));
}
