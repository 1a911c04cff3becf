namespace Salon.Jobs;

/// <summary>How Hangfire works on this node.</summary>
public sealed record JobOptions
{
    /// <summary>How often it looks which jobs have a turn. Jobs come every minute or more seldom, and a look costs a query.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Jobs at work at the same time, each of them once.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>When no job has begun for so long, Hangfire stands still: several come every minute.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>What a job at work is given to end when the program stops, before it is told to.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(12);
}
