using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Jobs;
using Salon.Tenancy;

namespace Salon.Messaging;

/// <summary>Queues the reminders that are due, organization by organization.</summary>
internal sealed partial class QueueRemindersJob(Tenants organizations, ReminderService reminders, TimeProvider clock, ILogger<QueueRemindersJob> log) : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await foreach (var system in organizations.SystemActorsAsync(ct))
        {
            var queued = await reminders.QueueDueAsync(system, now, ct);
            if (queued > 0) LogQueued(log, queued, system.Organization.Value);
        }
    }

    [LoggerMessage(LogLevel.Information, "Queued {Count} reminders for organization {Organization}")]
    private static partial void LogQueued(ILogger log, int count, Guid organization);
}
