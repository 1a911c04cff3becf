using System.Collections.Concurrent;
using System.Diagnostics;

namespace Salon.Jobs;

/// <summary>Whether Hangfire runs jobs on this node. In real time, as Hangfire does, whatever clock the work reads.</summary>
public sealed class JobPulse
{
    private readonly ConcurrentDictionary<string, long> runs = new(StringComparer.Ordinal);
    private long lastBeat = Stopwatch.GetTimestamp();
    private bool stands;

    /// <summary>It began no job for too long, and has begun none since.</summary>
    public bool StandsStill => Volatile.Read(ref stands);

    /// <summary>How long ago Hangfire began a job, or the program began.</summary>
    internal TimeSpan Silence => Stopwatch.GetElapsedTime(Volatile.Read(ref lastBeat));

    internal void Beat()
    {
        Volatile.Write(ref lastBeat, Stopwatch.GetTimestamp());
        Volatile.Write(ref stands, false);
    }

    internal void StandStill() => Volatile.Write(ref stands, true);

    internal void Runs(string job) => runs[job] = Stopwatch.GetTimestamp();

    /// <summary>Whether its last run here began so long ago, or there was none.</summary>
    internal bool IsDue(string job, TimeSpan every) => !runs.TryGetValue(job, out var began) || Stopwatch.GetElapsedTime(began) >= every;
}
