using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Tests.World;

/// <summary>A Salon that tests can furnish, with or without the site around it.</summary>
public interface IWorld
{
    TestClock Clock { get; }

    Database Database { get; }

    T Get<T>() where T : notnull;
}

internal static class Sweeping
{
    /// <summary>Gives back every hold of an organization that ran out, in one commit, and forgets old ones.</summary>
    public static async Task<int> SweepAsync(this BookingService bookings, Database database, Actor system, Instant now)
    {
        List<BookingId> ids;
        await using (var db = await database.OpenAsync(system.Organization, default)) ids = await db.Bookings.Where(b => b.HoldExpiresAt <= now).Select(b => b.Id).ToListAsync();
        var count = await bookings.SweepExpiredHoldsAsync(system, ids, now, default);
        await bookings.ForgetExpiredHoldsAsync(system, now, default);
        return count;
    }
}
