using NodaTime.Extensions;

namespace Salon.Data;

/// <summary>
/// Notices when writes are tried and none comes to an end, neither well nor with an answer of the database. A full disk or a server that
/// refuses are answers: starting the program again would not help. A turn that nobody gives back is none: only a new start helps.
/// </summary>
internal sealed class WriteWatch(TimeProvider clock)
{
    private static readonly Duration Limit = Duration.FromMinutes(1);

    private readonly Lock gate = new();
    private Instant? since; // the first write that was given up after the last that ended

    /// <summary>A write was kept, undone or refused by the database.</summary>
    public void Ended()
    {
        if (since is null) return; // nearly always; a race with the line below costs nothing but one more write to notice
        lock (gate) since = null;
    }

    /// <summary>A write was given up without an answer.</summary>
    public void GaveUp()
    {
        lock (gate) since ??= clock.GetCurrentInstant();
    }

    /// <summary>Whether writes have been given up for a minute and none has ended since.</summary>
    public bool IsStuck
    {
        get
        {
            lock (gate) return since is { } first && clock.GetCurrentInstant() - first >= Limit;
        }
    }
}
