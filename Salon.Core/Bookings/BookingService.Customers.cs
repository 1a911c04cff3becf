using Microsoft.EntityFrameworkCore;
using Salon.Contacts;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Whom a visit is for, and who may speak for her.</summary>
public sealed partial class BookingService
{
    private static readonly KeptQuery<Func<SalonDb, string, CancellationToken, Task<Contact?>>> ByPhone = new(() =>
        EF.CompileAsyncQuery((SalonDb db, string phone, CancellationToken ct) => db.Contacts.SingleOrDefault(c => c.Phone == phone)));

    internal static bool MayBookFor(Actor actor, Customer who) =>
        actor.May(Permission.WorkAllBookings) || (actor.User is { } user && user == who.User);

    private static Error? RefusalOf(BookRequest wish) =>
        wish.Lines.Count == 0 ? BookingErrors.NoServices
        : wish.Lines.Count > BookRequest.MaxLines ? BookingErrors.TooManyServices
        : wish.Lines.Any(l => l.Minutes is < 1 or > WantedLine.MostMinutes) ? BookingErrors.BadMinutes
        : Characters.IsLonger(wish.Note, BookRequest.MaxNote) ? BookingErrors.NoteTooLong
        : null;

    internal static Error? RefusalOf(Actor actor, Customer who) =>
        TidyText.Line(who.Name).Length == 0 ? BookingErrors.NameNeeded
        : Characters.IsLonger(who.Name, Customer.MaxName) ? BookingErrors.NameTooLong
        : who.Phone is null && !actor.May(Permission.WorkAllBookings) ? BookingErrors.PhoneNeeded
        : null;

    /// <summary>Staff, the customer herself, the browser that holds it, or whoever has its manage link.</summary>
    private static async Task<bool> IsHersAsync(SalonDb db, Booking booking, Actor actor, CancellationToken ct)
    {
        if (actor.May(Permission.WorkAllBookings) || actor.Booking == booking.Id) return true;
        if (booking.HolderKey is { } holder && Holder.Keys(actor).Contains(holder)) return true;
        return actor.User is { } user && booking.ContactId is { } contact && await db.Contacts.AnyAsync(c => c.Id == contact && c.UserId == user, ct);
    }

    /// <summary>The contact with this phone, or a new one. What the salon wrote about her name stays.</summary>
    internal static async Task<Contact> ContactOfAsync(SalonDb db, Customer who, Instant now, CancellationToken ct)
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
}
