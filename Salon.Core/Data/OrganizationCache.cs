using System.Collections.Concurrent;
using NodaTime.Extensions;

namespace Salon.Data;

/// <summary>
/// Keeps one value per organization in memory until something it was read from changes (<see cref="ChangeFeed"/>), and at most for a while,
/// which bounds what a lost notification of another node can do.
/// </summary>
/// <param name="keptFor">The longest a value is kept.</param>
/// <param name="dependsOn">Whether a kind of change makes the value old.</param>
/// <param name="read">Reads the value. Many callers wait for one reading, so none of them can cancel it.</param>
public sealed class OrganizationCache<T>(
    ChangeFeed feed, TimeProvider clock, Duration keptFor, Func<ChangeKind, bool> dependsOn, Func<OrganizationId, CancellationToken, Task<T>> read) : IDisposable
{
    private const int Most = 1_000; // organizations kept at once

    private readonly ConcurrentDictionary<OrganizationId, Entry> entries = new();

    public async Task<T> GetAsync(OrganizationId organization, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (entries.TryGetValue(organization, out var entry) && entry.Until <= now) Drop(entry);
        if (entries.Count >= Most) DropAll();

        entry = entries.GetOrAdd(organization, id => new Entry(id, now + keptFor, read));
        // Listens before it reads: a change during the reading drops the entry, so nothing old stays.
        entry.ListenOnce(() => feed.Subscribe(organization, change =>
        {
            if (dependsOn(change.Kind)) Drop(entry);
        }));

        try
        {
            return await entry.Value.WaitAsync(ct);
        }
        catch (Exception) when (entry.Value.IsFaulted)
        {
            Drop(entry); // a reading that failed is not remembered
            throw;
        }
    }

    public void Dispose() => DropAll();

    private void DropAll()
    {
        foreach (var entry in entries.Values) Drop(entry);
    }

    private void Drop(Entry entry)
    {
        entries.TryRemove(KeyValuePair.Create(entry.Organization, entry));
        entry.Dispose();
    }

    private sealed class Entry(OrganizationId organization, Instant until, Func<OrganizationId, CancellationToken, Task<T>> read) : IDisposable
    {
        private readonly Lock gate = new();
        private readonly Lazy<Task<T>> value = new(() => read(organization, CancellationToken.None));
        private IDisposable? subscription;
        private bool dropped;

        public OrganizationId Organization => organization;

        public Instant Until => until;

        public Task<T> Value => value.Value;

        public void ListenOnce(Func<IDisposable> subscribe)
        {
            lock (gate)
            {
                if (!dropped) subscription ??= subscribe();
            }
        }

        public void Dispose()
        {
            lock (gate)
            {
                dropped = true;
                subscription?.Dispose();
            }
        }
    }
}
