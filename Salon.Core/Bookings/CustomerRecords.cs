using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Bookings;

/// <summary>What the salon's own book says of a customer.</summary>
/// <param name="Visits">Completed ones.</param>
/// <param name="NoShows">Times nobody came.</param>
/// <param name="Last">The business date of the last completed visit.</param>
public sealed record CustomerRecord(ContactId Id, string Name, int Visits, int NoShows, LocalDate? Last);

/// <summary>Reads a customer's record for the people at the desk.</summary>
public sealed class CustomerRecords(Database database)
{
    /// <summary>Null for readers who may not see contacts.</summary>
    public async Task<CustomerRecord?> FindAsync(Actor actor, ContactId contact, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeContacts)) return null;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await ReadAsync(db, await db.Contacts.Where(c => c.Id == contact).Select(c => new { c.Id, c.Name, c.Visits, c.NoShows }).SingleOrDefaultAsync(ct) is { } row ? (row.Id, row.Name, row.Visits, row.NoShows) : null, ct);
    }

    /// <summary>Who has this phone, if the salon knows her.</summary>
    public async Task<CustomerRecord?> ByPhoneAsync(Actor actor, PhoneNumber phone, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeContacts)) return null;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await ReadAsync(db, await db.Contacts.Where(c => c.Phone == phone.Value).Select(c => new { c.Id, c.Name, c.Visits, c.NoShows }).SingleOrDefaultAsync(ct) is { } row ? (row.Id, row.Name, row.Visits, row.NoShows) : null, ct);
    }

    private static async Task<CustomerRecord?> ReadAsync(SalonDb db, (ContactId Id, string Name, int Visits, int NoShows)? who, CancellationToken ct)
    {
        if (who is not { } contact) return null;
        var last = await db.Bookings.Where(b => b.ContactId == contact.Id && b.Status == BookingStatus.Completed)
            .OrderByDescending(b => b.StartsAt).Select(b => (LocalDate?)b.BusinessDate).FirstOrDefaultAsync(ct);
        return new CustomerRecord(contact.Id, contact.Name, contact.Visits, contact.NoShows, last);
    }
}
