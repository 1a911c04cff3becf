namespace Salon.Jobs;

/// <summary>Something the program does by itself, again and again. Shallow: it finds work, calls a service, logs one line.</summary>
/// <remarks>
/// What it does for several organizations or things goes through <see cref="JobWork"/>, so that one bad row stops nobody else.
/// It never runs twice at the same time, on however many nodes; it runs in a scope of its own. A run that throws is logged and comes
/// back at the next turn. A node may die in the middle of a run, so running it twice must change nothing.
/// </remarks>
public interface IJob
{
    /// <summary>The time from the start of one run to the start of the next; a longer run skips turns. At least a second.</summary>
    TimeSpan Every { get; }

    Task RunAsync(CancellationToken ct);
}
