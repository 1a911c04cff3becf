using Microsoft.EntityFrameworkCore;
using Salon.Contacts;
using Salon.Data;

namespace Salon.Bookings;

/// <summary>Whom a visit is for, and who may speak for her.</summary>
internal static class VisitCustomers
{
    private static readonly KeptQuery<Func<SalonDb, string, CancellationToken, Task<Contact?>>> ByPhone = new(() =>
        EF.CompileAsyncQuery((SalonDb db, string phone, CancellationToken ct) => db.Contacts.SingleOrDefault(c => c.Phone == phone)));

    public static bool MayBookFor(Actor actor, Customer who) =>
        actor.May(Permission.WorkAllBookings) || (actor.User is { } user && user == who.User);

    /// <summary>Whether somebody may change a booking: staff, the customer herself, the browser that holds it, or whoever has its manage link.</summary>
    public static async Task<bool> MayManageAsync(SalonDb db, Booking booking, Actor actor, CancellationToken ct)
    {
        if (actor.May(Permission.WorkAllBookings) || actor.Booking == booking.Id) return true;
        if (booking.HolderKey is { } holder && Holder.Keys(actor).Contains(holder)) return true;
        return actor.User is { } user && booking.ContactId is { } contact && await db.Contacts.AnyAsync(c => c.Id == contact && c.UserId == user, ct);
    }

    /// <summary>The contact with this phone, or a new one. What the salon wrote about her name stays.</summary>
    public static async Task<Contact> FindOrAddAsync(SalonDb db, Customer who, Instant now, CancellationToken ct)
    {
        var phone = who.Phone?.Value;
        var contact = phone is null ? null : await ByPhone.For(db)(db, phone, ct);
        if (contact is null)
        {
            var user = who.User ?? (phone is null ? null : await ContactService.OwnerAsync(db, phone, ct));
            contact = Contact.Meet(db.Organization, ContactId.New(), TidyText.Line(who.Name), who.Phone, who.Language, user, now);
            db.Contacts.Add(contact);
        }
        else if (who.User is { } proved && (contact.UserId != proved || contact.Language != who.Language))
        {
            contact.Recognize(proved, who.Language);
        }

        return contact;
    }

    /// <summary>What the salon calls whoever has this phone; null when it knows nobody who has.</summary>
    public static async Task<string?> NameAtAsync(SalonDb db, PhoneNumber phone, CancellationToken ct) => (await ByPhone.For(db)(db, phone.Value, ct))?.Name;
}
