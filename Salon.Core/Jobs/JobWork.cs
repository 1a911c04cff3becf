using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Jobs;

/// <summary>What a job has in hand.</summary>
/// <param name="Id">Of a thing of the organization; empty for the organization as a whole.</param>
public readonly record struct JobItem(OrganizationId Organization, Guid Id = default);

/// <summary>
/// The one way in which a job goes from organization to organization, and from thing to thing: what one throws is counted and written down,
/// it waits longer after each failure (<see cref="JobTrouble"/>), and all others have their turn. One for each run of a job.
/// </summary>
public sealed partial class JobWork(Database database, TimeProvider clock, ILogger<JobWork> log)
{
    /// <summary>So many in a row that could not use the database: then it is away, and nobody's fault.</summary>
    private const int OutagesInARow = 3;

    private readonly HashSet<OrganizationId> troubled = [];

    /// <summary>How many organizations had something fail in this run.</summary>
    public int TroubledOrganizations => troubled.Count;

    /// <summary>Kind of the last step that failed; null when none did.</summary>
    public string? FailedStep { get; private set; }

    /// <summary>Works for each organization in turn.</summary>
    public Task ForEachAsync(IJob job, IEnumerable<OrganizationId> organizations, Func<OrganizationId, Task> act, CancellationToken ct) =>
        ForEachAsync(job, part: null, organizations, id => new JobItem(id), act, ct);

    /// <summary>Does something about each thing in turn.</summary>
    /// <param name="part">Names the things, such as "Refunds"; null for whole organizations.</param>
    /// <param name="of">Whose it is, and which.</param>
    public async Task ForEachAsync<T>(IJob job, string? part, IEnumerable<T> things, Func<T, JobItem> of, Func<T, Task> act, CancellationToken ct)
    {
        var work = NameOf(job, part);
        var known = (await ReadAsync(work, ct)).ToDictionary(t => new JobItem(t.OrganizationId, t.Item));
        var outages = 0;
        foreach (var thing in things)
        {
            ct.ThrowIfCancellationRequested();
            var item = of(thing);
            if (known.TryGetValue(item, out var trouble) && trouble.Rests(clock.GetCurrentInstant())) continue;
            try
            {
                await act(thing);
                outages = 0;
                if (trouble is not null) await ForgetAsync(item, work, ct);
            }
            catch (Exception e) when (DataOutage.Explains(e) && !ct.IsCancellationRequested)
            {
                if (++outages == OutagesInARow) throw;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                await NoteAsync(item, work, e, ct);
            }
        }
    }

    /// <summary>
    /// The same in bundles, for what many share one commit: a bundle that fails is taken apart, so that the one thing it failed by is found and
    /// the rest goes through.
    /// </summary>
    /// <param name="act">Does all or nothing.</param>
    public async Task ForEachBundleAsync<T>(IJob job, string part, IEnumerable<T> things, int size, Func<T, JobItem> of, Func<IReadOnlyList<T>, Task> act, CancellationToken ct)
    {
        var resting = await RestingAsync(job, part, ct);
        foreach (var bundle in things.Where(thing => !resting.Contains(of(thing).Id)).Chunk(size))
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                await act(bundle);
            }
            catch (Exception e) when (!DataOutage.Explains(e) && !ct.IsCancellationRequested)
            {
                await ForEachAsync(job, part, bundle, of, thing => act([thing]), ct);
            }
        }
    }

    /// <summary>One of several independent things a job does for the whole installation: when it fails, the next is done all the same.</summary>
    public async Task StepAsync(IJob job, string name, Func<Task> act, CancellationToken ct)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            FailedStep = e.GetType().Name;
            LogStep(log, e, NameOf(job, name));
        }
    }

    /// <summary>The things that are left alone for now: a query that takes the first of many must not meet the same ones for ever.</summary>
    public async Task<IReadOnlyList<Guid>> RestingAsync(IJob job, string part, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        return [.. (await ReadAsync(NameOf(job, part), ct)).Where(t => t.Rests(now)).Select(t => t.Item)];
    }

    private static string NameOf(IJob job, string? part) => part is null ? job.GetType().Name : $"{job.GetType().Name}.{part}";

    private async Task<List<JobTrouble>> ReadAsync(string work, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.JobTroubles.AsNoTracking().Where(t => t.Work == work).ToListAsync(ct);
    }

    private async Task NoteAsync(JobItem item, string work, Exception failure, CancellationToken ct)
    {
        troubled.Add(item.Organization);
        await using var db = await database.OpenForWriteAsync(item.Organization, ct);
        var trouble = await db.JobTroubles.SingleOrDefaultAsync(t => t.Work == work && t.Item == item.Id, ct);
        if (trouble is null) db.JobTroubles.Add(trouble = JobTrouble.Of(item, work, clock.GetCurrentInstant()));
        trouble.Fail(failure, clock.GetCurrentInstant());
        await db.CommitAsync(ct); // refused: another node has written it down
        LogFailed(log, failure, work, item.Organization.Value, item.Id, trouble.Failures, trouble.ParkedAt is null ? "tried again later" : "set aside for an operator");
    }

    private async Task ForgetAsync(JobItem item, string work, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(item.Organization, ct);
        await db.JobTroubles.Where(t => t.Work == work && t.Item == item.Id).ExecuteDeleteAsync(ct);
        await db.CommitAsync(ct);
    }

    [LoggerMessage(LogLevel.Error, "{Work} failed for organization {Organization}, item {Item}, {Failures} times so far; it is {Then}, and the others go on")]
    private static partial void LogFailed(ILogger log, Exception e, string work, Guid organization, Guid item, int failures, string then);

    [LoggerMessage(LogLevel.Error, "{Work} failed; it comes again at the job's next turn")]
    private static partial void LogStep(ILogger log, Exception e, string work);
}
