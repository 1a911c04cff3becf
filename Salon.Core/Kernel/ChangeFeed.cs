using System.Collections.Concurrent;

namespace Salon.Kernel;

/// <summary>What kind of thing changed; a page re-reads what it shows.</summary>
public enum ChangeKind
{
    Bookings,
    Menu,
    Team,
    Branches,
    Settings,
    Reviews,
    Contacts,
    Waitlist,
    Payments,
    Sessions, // of a person, whose id stands in place of the organization's: one of her devices was signed out
}

/// <summary>Something changed and was committed. Carries no data: whoever cares reads again, with her own permissions.</summary>
public sealed record Change(OrganizationId Organization, ChangeKind Kind, LocalDate? Date = null);

/// <summary>Tells this process what was committed: its open pages about changes, its dispatcher about messages.</summary>
public sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<Guid, (OrganizationId? Organization, Action<Change> Tell)> listeners = new();
    private readonly ConcurrentDictionary<Guid, Action<OrganizationId>> dispatchers = new();

    /// <summary>Listens until disposed. <paramref name="tell"/> runs on the writer's thread: it must only hand over.</summary>
    public IDisposable Subscribe(OrganizationId organization, Action<Change> tell)
    {
        var key = Guid.NewGuid();
        listeners[key] = (organization, tell);
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    /// <summary>Hears of the changes of every organization. <paramref name="tell"/> runs on the writer's thread: it must only hand over.</summary>
    public IDisposable SubscribeToAll(Action<Change> tell)
    {
        var key = Guid.NewGuid();
        listeners[key] = (null, tell);
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    public void Publish(Change change)
    {
        foreach (var (organization, tell) in listeners.Values)
        {
            if (organization == change.Organization) tell(change);
        }

        // After those who keep what they read: whoever makes something of it begins with what is true now.
        foreach (var (organization, tell) in listeners.Values)
        {
            if (organization is null) tell(change);
        }
    }

    /// <summary>News of other nodes may have been missed: everybody reads again.</summary>
    public void PublishMissed()
    {
        foreach (var kind in Enum.GetValues<ChangeKind>())
        {
            foreach (var (organization, tell) in listeners.Values.OrderBy(l => l.Organization is null)) tell(new Change(organization ?? default, kind));
        }
    }

    /// <summary>Hears of every commit of this process that added a message to the outbox. <paramref name="wake"/> must only hand over.</summary>
    internal IDisposable OnOutbox(Action<OrganizationId> wake)
    {
        var key = Guid.NewGuid();
        dispatchers[key] = wake;
        return new Subscription(() => dispatchers.TryRemove(key, out _));
    }

    internal void Wake(OrganizationId organization)
    {
        foreach (var wake in dispatchers.Values) wake(organization);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
