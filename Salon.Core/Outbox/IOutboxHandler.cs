namespace Salon.Outbox;

/// <summary>Does one thing about messages of one kind, after the commit that told them.</summary>
/// <remarks>
/// A message comes at least once: a handler that is asked twice must not do its thing twice. It runs in a scope of its own, has
/// <see cref="OutboxOptions.HandlerTimeout"/> for its work and obeys the token. What it throws is logged and tried again later.
/// </remarks>
public interface IOutboxHandler<in TMessage> where TMessage : IOutboxMessage
{
    Task<Handled> HandleAsync(Delivery delivery, TMessage message, CancellationToken ct);
}

/// <summary>The circumstances in which a message is handled.</summary>
/// <param name="Id">The same each time this message is handled.</param>
/// <param name="Attempt">1 the first time; raised by attempts that did not succeed.</param>
/// <param name="HappenedAt">When the message was committed.</param>
public sealed record Delivery(OrganizationId Organization, OutboxMessageId Id, int Attempt, Instant HappenedAt)
{
    /// <summary>In whose name a handler acts.</summary>
    public Actor System => Actor.System(Organization);

    /// <summary>If this attempt does not succeed, the message is given up.</summary>
    public bool IsLast => Attempt >= RetrySchedule.Attempts;
}

/// <summary>How a handler's attempt ended.</summary>
public abstract record Handled
{
    private Handled()
    {
    }

    /// <summary>Done, or nothing to do.</summary>
    public static Handled Done { get; } = new Ended();

    /// <summary>Not now: try again by the schedule.</summary>
    /// <param name="reason">For the operator; no names, phones or texts.</param>
    /// <param name="after">Not sooner than this. Null: whenever the schedule says.</param>
    /// <param name="counts">False when nothing was tried (the way was closed), so it is no attempt of this message's.</param>
    public static Handled Later(string reason, Duration? after = null, bool counts = true) => new Postponed(reason, after, counts);

    /// <summary>The way is closed to all messages of this kind (<see cref="IOutboxGate"/>): this one keeps its place in the order until it opens.</summary>
    /// <param name="reason">For the operator; no names, phones or texts.</param>
    public static Handled WhenOpen(string reason) => new Blocked(reason);

    /// <summary>Never: trying again would give the same answer. An operator sees it.</summary>
    public static Handled Never(string reason) => new Refused(reason);

    internal sealed record Ended : Handled;

    internal sealed record Postponed(string Reason, Duration? After, bool Counts) : Handled;

    internal sealed record Blocked(string Reason) : Handled;

    internal sealed record Refused(string Reason) : Handled;
}
