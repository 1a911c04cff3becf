using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Payments.Documents;

/// <summary>Who sells to whom: what stands at the head of every document of a visit, as it is at the moment.</summary>
internal sealed record ReceiptHead(LocalizedText Seller, LocalizedText Address, string VatNumber, string Customer, LocalizedText Branch, string ZoneId)
{
    public static async Task<ReceiptHead> ReadAsync(SalonDb db, Booking booking, TaxProfile profile, CancellationToken ct)
    {
        var place = await (from b in db.Branches
                           join o in db.Organizations on b.OrganizationId equals o.Id
                           where b.Id == booking.BranchId
                           select new { b.Name, b.Address, b.ZoneId, Salon = o.Name }).SingleAsync(ct);
        var customer = await db.Contacts.Where(c => c.Id == booking.ContactId).Select(c => c.Name).SingleOrDefaultAsync(ct);
        return new(Or(profile.SellerName, place.Salon), Or(profile.Address, place.Address), profile.Taxes ? profile.VatNumber : "", customer ?? "", place.Name, place.ZoneId);
    }

    public InvoiceContent Blank(Booking booking) =>
        new(Seller, Address, VatNumber, Customer, booking.Number, [], 0, 0, null, null) { Branch = Branch, ZoneId = ZoneId };

    // A document in Arabic needs a name in Arabic, even when it is the Latin one.
    private static LocalizedText Or(LocalizedText own, LocalizedText other)
    {
        var text = string.IsNullOrEmpty(own.En) && string.IsNullOrEmpty(own.Ar) ? other : own;
        return new(text.In(Languages.English), text.In(Languages.Arabic));
    }
}

/// <summary>Words that are written into a document in both languages when it is issued.</summary>
internal static class ReceiptWords
{
    public static LocalizedText Both(string key, Func<CultureInfo, object[]> args) =>
        new(Texts.For(Languages.English).Unmarked[key, args(Languages.English)], Texts.For(Languages.Arabic).Unmarked[key, args(Languages.Arabic)]);
}
