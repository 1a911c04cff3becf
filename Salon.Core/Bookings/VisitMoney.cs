using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Bookings;

/// <summary>What is asked of a customer in advance, by what she did with her earlier visits.</summary>
internal static class VisitMoney
{
    /// <summary>What is asked of this customer before her visit stands. Staff who book for her ask for nothing: they can send a link.</summary>
    public static async Task<MoneyTerms?> DueAsync(SalonDb db, Actor actor, Booking booking, ContactId contact, CancellationToken ct) =>
        actor.May(Permission.WorkAllBookings) ? await WithoutDepositAsync(db, booking, contact, ct) : await ForAsync(db, booking, contact, ct);

    /// <summary>Her terms, with nothing asked for in advance.</summary>
    /// <param name="contact">Null for somebody who left neither name nor phone.</param>
    public static async Task<MoneyTerms?> WithoutDepositAsync(SalonDb db, Booking booking, ContactId? contact, CancellationToken ct) =>
        WithoutDeposit(await ForAsync(db, booking, contact, ct));

    /// <summary>The same for somebody whose record is known.</summary>
    public static MoneyTerms? WithoutDeposit(Booking booking, VisitRecord record) => WithoutDeposit(For(booking, record));

    /// <summary>What customers did with their visits, in one statement.</summary>
    /// <param name="besides">A visit that does not count: the one whose money is asked about.</param>
    public static async Task<IReadOnlyDictionary<ContactId, VisitRecord>> RecordsOfAsync(
        SalonDb db, IReadOnlyCollection<ContactId> contacts, BookingId besides, CancellationToken ct)
    {
        var counts = (await Ended(db).Where(b => b.ContactId != null && contacts.Contains(b.ContactId.Value) && b.Id != besides)
            .GroupBy(b => new { Contact = b.ContactId!.Value, b.Status }).Select(g => new { g.Key.Contact, g.Key.Status, Count = g.Count() }).ToListAsync(ct))
            .ToDictionary(c => (c.Contact, c.Status), c => c.Count);
        return contacts.Distinct().ToDictionary(c => c, c =>
            new VisitRecord(counts.GetValueOrDefault((c, BookingStatus.Completed)), counts.GetValueOrDefault((c, BookingStatus.NoShow))));
    }

    /// <summary>What whoever has this phone did with her visits, in one statement.</summary>
    public static async Task<VisitRecord> RecordOfAsync(SalonDb db, PhoneNumber phone, CancellationToken ct)
    {
        var counts = await Ended(db).Where(b => db.Contacts.Any(c => c.Id == b.ContactId && c.Phone == phone.Value))
            .GroupBy(b => b.Status).Select(g => new { Status = g.Key, Count = g.Count() }).ToDictionaryAsync(c => c.Status, c => c.Count, ct);
        return new VisitRecord(counts.GetValueOrDefault(BookingStatus.Completed), counts.GetValueOrDefault(BookingStatus.NoShow));
    }

    // What a customer is to the salon when she agrees stays with the visit: deposit and fees both go by it.
    private static async Task<MoneyTerms?> ForAsync(SalonDb db, Booking booking, ContactId? contact, CancellationToken ct) =>
        booking.Policy.Money is not { Rules.TrustLadder: true } ? booking.Policy.Money
        : For(booking, contact is { } known ? (await RecordsOfAsync(db, [known], default, ct))[known] : VisitRecord.Unknown);

    private static MoneyTerms? For(Booking booking, VisitRecord record) =>
        booking.Policy.Money is { Rules.TrustLadder: true } money ? DepositPolicy.For(money, booking.Price.Minor, record) : booking.Policy.Money;

    private static MoneyTerms? WithoutDeposit(MoneyTerms? money) => money is null ? null : money with { DueMinor = 0, Reason = DueReason.None };

    private static IQueryable<Booking> Ended(SalonDb db) => db.Bookings.Where(b => b.Status == BookingStatus.Completed || b.Status == BookingStatus.NoShow);
}
