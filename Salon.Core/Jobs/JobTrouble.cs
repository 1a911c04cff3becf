using Salon.Data;

namespace Salon.Jobs;

/// <summary>Something a job cannot get done: an organization, or one thing of it. It waits longer after each failure, and the others go on.</summary>
public sealed class JobTrouble : ITenantRow
{
    private const int LongestProblem = 200;
    private static readonly Duration LongestWait = Duration.FromHours(1);

    private JobTrouble() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public string Work { get; private init; } = ""; // job and part, such as "FollowPaymentsJob.Refunds"
    public Guid Item { get; private init; } // empty: the organization as a whole
    public int Failures { get; private set; }
    public string Problem { get; private set; } = ""; // kinds of exceptions, never their words: those may hold a name or a phone
    public Instant FirstAt { get; private init; }
    public Instant LastAt { get; private set; }
    public Instant NextAt { get; private set; } // left alone until then
    public Instant? ParkedAt { get; private set; } // set aside until an operator wants it tried again

    /// <summary>A thing that failed so often is set aside. A whole organization never is: it is tried once an hour for as long as it takes.</summary>
    public static int FailuresBeforeParked => 10;

    internal static JobTrouble Of(JobItem item, string work, Instant now) => new() { OrganizationId = item.Organization, Work = work, Item = item.Id, FirstAt = now };

    internal bool Rests(Instant now) => ParkedAt is not null || NextAt > now;

    internal void Fail(Exception failure, Instant now)
    {
        Failures++;
        var problem = KindsOf(failure);
        Problem = Characters.Cut(problem, LongestProblem);
        LastAt = now;
        NextAt = now + Duration.Min(LongestWait, Duration.FromMinutes(1L << Math.Min(Failures - 1, 6)));
        if (Item != Guid.Empty && Failures >= FailuresBeforeParked) ParkedAt = now;
    }

    private static string KindsOf(Exception failure) => failure.InnerException is { } inner ? $"{failure.GetType().Name}: {KindsOf(inner)}" : failure.GetType().Name;
}
