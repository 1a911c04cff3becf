using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Salon.Auditing;
using Salon.Tenancy;

namespace Salon.Data;

/// <summary>Who acts in a context, and when.</summary>
internal sealed record AuditedAct(Actor Actor, Instant Now);

/// <summary>Writes what staff change into the audit log, in the same transaction: a change without its entry cannot be committed.</summary>
/// <remarks>Rows that are part of something (hours of a branch, skills of a person) are told as a detail of it: one act, one entry.</remarks>
internal sealed class AuditTrail : SaveChangesInterceptor
{
    public static readonly AuditTrail Instance = new();

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Write(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Write(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static void Write(DbContext? context)
    {
        if (context is not SalonDb { Audit: { } audit } db) return;
        var changed = db.ChangeTracker.Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && AuditRules.Covers(e.Metadata)).ToList();
        foreach (var subject in changed.GroupBy(AuditRules.SubjectOf).ToList())
        {
            if (EntryOf(db, audit, subject.Key, [.. subject]) is { } entry) db.AuditEntries.Add(entry);
        }
    }

    private static AuditEntry? EntryOf(SalonDb db, AuditedAct audit, AuditSubject subject, List<EntityEntry> rows)
    {
        var own = rows.Find(r => AuditRules.IsItself(r, subject));
        var act = own?.State switch
        {
            EntityState.Added => AuditAct.Added,
            EntityState.Deleted => AuditAct.Removed,
            _ => AuditAct.Changed,
        };
        var changes = (own is null ? [] : AuditValues.Details(own)).Concat(rows.Where(r => !ReferenceEquals(r, own)).GroupBy(r => r.Metadata.ClrType.Name).SelectMany(Parts)).ToArray();
        if (changes.Length == 0 && act == AuditAct.Changed) return null; // a place in a list, a version

        var named = own ?? db.ChangeTracker.Entries().FirstOrDefault(e => AuditRules.IsItself(e, subject));
        return AuditEntry.Of(subject.Organization, audit.Actor, audit.Now, act, subject.Kind, subject.Id, named is null ? LocalizedText.Empty : AuditValues.NameOf(named), changes);
    }

    // What was deleted and added again with the same words did not change.
    private static IEnumerable<AuditChange> Parts(IGrouping<string, EntityEntry> rows)
    {
        var before = rows.Where(r => r.State != EntityState.Added).Select(r => AuditValues.Row(r, original: true)).ToList();
        var after = rows.Where(r => r.State != EntityState.Deleted).Select(r => AuditValues.Row(r, original: false)).ToList();
        foreach (var same in before.Where(b => after.Exists(a => AuditValues.Same(a, b))).ToList())
        {
            before.Remove(same);
            after.RemoveAt(after.FindIndex(a => AuditValues.Same(a, same)));
        }

        if (before.Count + after.Count > 0) yield return new AuditChange(rows.Key, AuditValues.List(before), AuditValues.List(after));
    }
}

/// <summary>What an entry of the audit log is about.</summary>
internal readonly record struct AuditSubject(OrganizationId Organization, string Kind, Guid Id);
