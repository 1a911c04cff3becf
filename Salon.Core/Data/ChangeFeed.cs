using System.Collections.Concurrent;

namespace Salon.Data;

/// <summary>What kind of thing changed; a page re-reads what it shows.</summary>
public enum ChangeKind
{
    Bookings,
    Menu,
    Team,
    Branches,
    Settings,
}

/// <summary>Something changed and was committed. Carries no data: whoever cares reads again, with her own permissions.</summary>
public sealed record Change(OrganizationId Organization, ChangeKind Kind, LocalDate? Date = null);

/// <summary>Tells the open pages of this process about committed changes.</summary>
public sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<Guid, (OrganizationId Organization, Action<Change> Tell)> listeners = new();

    /// <summary>Listens until disposed. <paramref name="tell"/> runs on the writer's thread: it must only hand over.</summary>
    public IDisposable Subscribe(OrganizationId organization, Action<Change> tell)
    {
        var key = Guid.NewGuid();
        listeners[key] = (organization, tell);
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    public void Publish(Change change)
    {
        foreach (var (organization, tell) in listeners.Values)
        {
            if (organization == change.Organization) tell(change);
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
