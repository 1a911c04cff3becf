using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Jobs;

namespace Salon.Bookings;

/// <summary>Gives back the times of holds that ran out, so that open calendars show them free without anybody asking.</summary>
internal sealed partial class SweepHoldsJob(Database database, BookingService bookings, TimeProvider clock, ILogger<SweepHoldsJob> log) : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        foreach (var organization in await WithExpiredHoldsAsync(now, ct))
        {
            var count = await bookings.SweepExpiredHoldsAsync(Actor.System(organization), now, ct);
            if (count > 0) LogSwept(log, count, organization.Value);
        }
    }

    private async Task<List<OrganizationId>> WithExpiredHoldsAsync(Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenForOneAcrossAsync(ct);
        return await db.Bookings.Where(b => (b.Status == BookingStatus.Held || b.Status == BookingStatus.Pending) && b.HoldExpiresAt <= now).Select(b => b.OrganizationId).Distinct().ToListAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "Gave back {Count} holds of organization {Organization}")]
    private static partial void LogSwept(ILogger log, int count, Guid organization);
}
