using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Jobs;

/// <summary>What a job could not get done, as an operator sees it.</summary>
/// <param name="Work">Job and part, such as "FollowPaymentsJob.Refunds".</param>
/// <param name="Item">The thing's id; empty for the organization as a whole.</param>
/// <param name="Problem">Kinds of exceptions; the log has the rest.</param>
/// <param name="NextAt">When it is tried again; null when it is set aside.</param>
public sealed record JobTroubleRow(OrganizationId Organization, string Work, Guid Item, int Failures, string Problem, Instant LastAt, Instant? NextAt);

/// <summary>What an operator of the installation does about work that fails again and again.</summary>
public sealed partial class JobOperations(Database database, TimeProvider clock, ILogger<JobOperations> log)
{
    private const int Page = 200;

    /// <summary>What is not retried any more is not due any more: somebody else did it, or it is gone.</summary>
    private static readonly Duration Over = Duration.FromDays(2);

    /// <summary>What is set aside first, then what failed last, at most 200.</summary>
    public async Task<Result<IReadOnlyList<JobTroubleRow>>> TroublesAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return JobErrors.NotAllowed;
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.JobTroubles.OrderBy(t => t.ParkedAt == null).ThenByDescending(t => t.LastAt).Take(Page)
            .Select(t => new JobTroubleRow(t.OrganizationId, t.Work, t.Item, t.Failures, t.Problem, t.LastAt, t.ParkedAt == null ? t.NextAt : null))
            .ToListAsync(ct);
    }

    /// <summary>Has it tried again at the job's next turn, as if it had never failed.</summary>
    public async Task<Error?> RetryAsync(Actor actor, OrganizationId organization, string work, Guid item, CancellationToken ct)
    {
        if (!actor.May(Permission.OperatePlatform)) return JobErrors.NotAllowed;
        await using var db = await database.OpenForWriteAsync(organization, ct);
        if (await db.JobTroubles.Where(t => t.Work == work && t.Item == item).ExecuteDeleteAsync(ct) == 0) return JobErrors.NotThere;
        if (await db.CommitAsync(ct) is { } refusal) return refusal;
        LogRetried(log, work, item, organization.Value, actor.User?.Value);
        return null;
    }

    /// <returns>How many were forgotten.</returns>
    internal async Task<int> ForgetOldAsync(CancellationToken ct)
    {
        var before = clock.GetCurrentInstant() - Over;
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        var count = await db.JobTroubles.Where(t => t.ParkedAt == null && t.LastAt < before).ExecuteDeleteAsync(ct);
        await db.CommitAsync(ct);
        return count;
    }

    [LoggerMessage(LogLevel.Information, "{Work} item {Item} of organization {Organization} was given another try by user {User}")]
    private static partial void LogRetried(ILogger log, string work, Guid item, Guid organization, Guid? user);
}

public static class JobErrors
{
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Job.NotAllowed");

    /// <summary>It was tried again, or done, meanwhile.</summary>
    public static readonly Error NotThere = new(ErrorKind.Conflict, "Job.NotThere");
}
