using System.Collections.Concurrent;

namespace Salon.Jobs;

/// <summary>How a job's last run on this node ended.</summary>
/// <param name="Outcome">"done", "failed" or "stopped"; null before its first run since the start.</param>
/// <param name="Problem">Kind of the failure; the log has the rest.</param>
/// <param name="TroubledOrganizations">How many organizations had something fail in it, while it went on for the others.</param>
public sealed record JobRow(string Name, string? Outcome, Instant? At, Duration? Took, string? Problem, int TroubledOrganizations);

/// <summary>Remembers how the jobs of this process went last, for the operator.</summary>
public sealed class JobBoard
{
    private readonly ConcurrentDictionary<string, JobRow> rows = new(StringComparer.Ordinal);

    /// <summary>The jobs that have run since the start, by name.</summary>
    /// <param name="actor">A platform admin; nobody else gets any.</param>
    public IReadOnlyList<JobRow> Read(Actor actor) =>
        actor.May(Permission.OperatePlatform) ? [.. rows.Values.OrderBy(r => r.Name, StringComparer.Ordinal)] : [];

    internal void Ran(string job, string outcome, Instant at, TimeSpan took, string? problem, int troubled) =>
        rows[job] = new(job, outcome, at, Duration.FromTimeSpan(took), problem, troubled);
}
