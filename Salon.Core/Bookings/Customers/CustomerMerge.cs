using Microsoft.EntityFrameworkCore;
using Salon.Contacts;
using Salon.Data;

namespace Salon.Bookings.Customers;

/// <summary>Makes one customer of two rows that are the same person.</summary>
public sealed class CustomerMerge(Database database)
{
    /// <summary>Whatever belongs to <paramref name="duplicate"/> becomes <paramref name="kept"/>'s, and its row goes. Nothing takes it back.</summary>
    public async Task<Error?> MergeAsync(Actor actor, ContactId kept, ContactId duplicate, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageContacts)) return ContactErrors.NotAllowed;
        if (kept == duplicate) return ContactErrors.SameContact;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([kept.Value, duplicate.Value], ct);
        var stays = await db.Contacts.SingleOrDefaultAsync(c => c.Id == kept, ct);
        var goes = await db.Contacts.SingleOrDefaultAsync(c => c.Id == duplicate, ct);
        if (stays is null || goes is null) return ContactErrors.NotFound;
        if (stays.UserId is not null && goes.UserId is not null && stays.UserId != goes.UserId) return ContactErrors.TwoAccounts;

        await db.Bookings.Where(b => b.ContactId == duplicate).ExecuteUpdateAsync(set => set.SetProperty(b => b.ContactId, kept).SetProperty(b => b.Version, b => b.Version + 1), ct);
        await VisitCounts.RecountAsync(db, kept, ct);
        await db.Reviews.Where(r => r.ContactId == duplicate).ExecuteUpdateAsync(set => set.SetProperty(r => r.ContactId, kept), ct);
        await db.WaitlistEntries.Where(e => e.ContactId == duplicate).ExecuteUpdateAsync(set => set.SetProperty(e => e.ContactId, kept), ct);
        await db.BookingGroups.Where(g => g.OrganizerId == duplicate).ExecuteUpdateAsync(set => set.SetProperty(g => g.OrganizerId, kept), ct);
        var tags = await db.ContactTags.Where(t => t.ContactId == kept || t.ContactId == duplicate).ToListAsync(ct);
        db.ContactTags.RemoveRange(tags.Where(t => t.ContactId == duplicate));
        foreach (var tag in tags.Where(t => t.ContactId == duplicate).Select(t => t.Tag).Except(tags.Where(t => t.ContactId == kept).Select(t => t.Tag), StringComparer.Ordinal))
            db.ContactTags.Add(ContactTag.Of(actor.Organization, kept, tag));

        stays.Absorb(goes);
        db.Contacts.Remove(goes);
        db.Announce(new Change(actor.Organization, ChangeKind.Contacts));
        db.Announce(new Change(actor.Organization, ChangeKind.Bookings));
        return await db.CommitAsync(ct);
    }
}
