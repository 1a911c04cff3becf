using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Jobs;

namespace Salon.Bookings;

/// <summary>Gives back the times of holds that ran out, so that open calendars show them free without anybody asking.</summary>
internal sealed partial class SweepHoldsJob(Database database, BookingService bookings, JobWork work, TimeProvider clock, ILogger<SweepHoldsJob> log) : IJob
{
    private const int Bundle = 100; // short turns: bookings wait behind them

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var expired = await ExpiredAsync(now, ct);
        await work.ForEachAsync(this, expired.Select(e => e.Key), organization => SweepAsync(organization, [.. expired[organization]], now, ct), ct);
    }

    private async Task SweepAsync(OrganizationId organization, IReadOnlyList<BookingId> expired, Instant now, CancellationToken ct)
    {
        var (count, system) = (0, Actor.System(organization));
        await work.ForEachBundleAsync(this, "Holds", expired, Bundle, id => new(organization, id.Value), async ids => count += await bookings.SweepExpiredHoldsAsync(system, ids, now, ct), ct);
        await bookings.ForgetExpiredHoldsAsync(system, now, ct);
        if (count > 0) LogSwept(log, count, organization.Value);
    }

    private async Task<ILookup<OrganizationId, BookingId>> ExpiredAsync(Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenForOneAcrossAsync(ct);
        return (await db.Bookings.Where(b => (b.Status == BookingStatus.Held || b.Status == BookingStatus.Pending) && b.HoldExpiresAt <= now)
            .OrderBy(b => b.HoldExpiresAt).Select(b => new { b.OrganizationId, b.Id }).ToListAsync(ct)).ToLookup(b => b.OrganizationId, b => b.Id);
    }

    [LoggerMessage(LogLevel.Information, "Gave back {Count} holds of organization {Organization}")]
    private static partial void LogSwept(ILogger log, int count, Guid organization);
}
