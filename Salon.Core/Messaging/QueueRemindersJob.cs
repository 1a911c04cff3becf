using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Jobs;
using Salon.Tenancy;

namespace Salon.Messaging;

/// <summary>Queues the reminders that are due, organization by organization.</summary>
internal sealed partial class QueueRemindersJob(Tenants organizations, ReminderService reminders, JobWork work, TimeProvider clock, ILogger<QueueRemindersJob> log) : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        return organizations.ForEachAsync(work, this, system => QueueAsync(system, now, ct), ct);
    }

    private async Task QueueAsync(Actor system, Instant now, CancellationToken ct)
    {
        var queued = 0;
        var visits = await reminders.CandidatesAsync(system.Organization, now, ct);
        await work.ForEachBundleAsync(
            this, "Visits", visits, ReminderService.Bundle, visit => new(system.Organization, visit.Booking.Value), async bundle => queued += await reminders.QueueAsync(system, bundle, now, ct), ct);
        if (queued > 0) LogQueued(log, queued, system.Organization.Value);
    }

    [LoggerMessage(LogLevel.Information, "Queued {Count} reminders for organization {Organization}")]
    private static partial void LogQueued(ILogger log, int count, Guid organization);
}
