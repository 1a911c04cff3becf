namespace Salon.Outbox;

/// <summary>How the dispatcher of this node works.</summary>
public sealed record OutboxOptions
{
    /// <summary>Messages handled at the same time, at most one of each organization. 1 to 64.</summary>
    public int Workers { get; init; } = 16;

    /// <summary>How often the table is looked at for messages that nobody announced: retries that came due, messages of other nodes.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What all handlers of one message together may take; above the longest call to a provider.</summary>
    public TimeSpan HandlerTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>For how long a message is taken. Longer than a handler can run, by more than the clocks of two nodes may differ.</summary>
    public Duration Lease { get; init; } = Duration.FromMinutes(2);

    /// <summary>What running handlers are given to end when the program stops.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>A message that was in hand this often when a process died is set aside.</summary>
    public int CrashesAllowed { get; init; } = 3;

    /// <summary>Handled messages are kept this long, for whoever asks what happened.</summary>
    public Duration KeepDone { get; init; } = Duration.FromDays(7);
}
