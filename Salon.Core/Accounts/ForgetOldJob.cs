using Microsoft.Extensions.Logging;
using Salon.Jobs;

namespace Salon.Accounts;

/// <summary>Deletes codes and sessions that nobody needs any more, and with them whose phones and devices they were.</summary>
internal sealed class ForgetOldJob(SignInService signIn, SessionService sessions, JobWork work, ILogger<ForgetOldJob> log) : IJob
{
    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var (codes, ended) = (0, 0);
        await work.StepAsync(this, "Codes", async () => codes = await signIn.ForgetOldCodesAsync(ct), ct);
        await work.StepAsync(this, "Sessions", async () => ended = await sessions.ForgetOldAsync(ct), ct);
        if (codes + ended > 0) log.LogInformation("Deleted {Codes} old codes and {Sessions} old sessions", codes, ended);
    }
}
