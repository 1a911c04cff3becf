using Microsoft.Extensions.Logging;
using Salon.Jobs;
using Salon.Tenancy;

namespace Salon.Media;

/// <summary>Forgets pictures that were put up and then not used.</summary>
internal sealed partial class SweepPicturesJob(Tenants organizations, PictureService pictures, JobWork work, ILogger<SweepPicturesJob> log) : IJob
{
    public TimeSpan Every => TimeSpan.FromHours(6);

    public Task RunAsync(CancellationToken ct) => organizations.ForEachAsync(work, this, system => SweepAsync(system, ct), ct);

    private async Task SweepAsync(Actor system, CancellationToken ct)
    {
        var gone = await pictures.SweepAsync(system, ct);
        if (gone > 0) LogSwept(log, gone, system.Organization.Value);
    }

    [LoggerMessage(LogLevel.Information, "Forgot {Count} unused pictures of organization {Organization}")]
    private static partial void LogSwept(ILogger log, int count, Guid organization);
}
