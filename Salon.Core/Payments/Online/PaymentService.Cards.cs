using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Payments.Books;

namespace Salon.Payments.Online;

/// <summary>What a browser needs to send a card past us to the provider, for a page that is open there.</summary>
/// <param name="Address">Of the provider.</param>
/// <param name="Key">Publishable.</param>
/// <param name="PageId">The provider's open page: it takes money once, whichever way it comes.</param>
/// <param name="Metadata">Stands on the payment, as on the page.</param>
/// <param name="Manual">The card is only held; <see cref="Promises"/> takes the money at the visit.</param>
/// <param name="Refused">A card was tried before, and the bank said no.</param>
public sealed record CardForm(Uri Address, string Key, string PageId, Money Amount, string Description, IReadOnlyDictionary<string, string> Metadata, bool Manual, bool Refused);

/// <summary>Cards typed on our own page. Their numbers go from the browser to the provider; what became of them is asked of the provider, as always.</summary>
public sealed partial class PaymentService
{
    /// <summary>The card form of the page that is open for a booking; null when the salon has none, or nothing is open.</summary>
    public async Task<CardForm?> CardFormAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        if (!(await bookings.FindAsync(actor, id, ct)).TryGet(out var booking, out _)) return null;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);
        if (await db.PaymentAccounts.Where(a => a.Active).Select(a => a.PublicKey).SingleOrDefaultAsync(ct) is not { } key) return null;
        var open = await (from a in Latest(db, id)
                          join p in db.Payments on a.PaymentId equals p.Id
                          where a.Kind == AttemptKind.Page && a.Status == AttemptStatus.Open && p.Status == PaymentStatus.Open && a.ExpiresAt > now
                          orderby a.CreatedAt descending
                          select new { a.Id, a.PageId, a.Trouble, Payment = p.Id, p.Amount }).FirstOrDefaultAsync(ct);
        return open is { PageId: { } page }
            ? new CardForm(gateway.CardsAddress, key, page, open.Amount, DescriptionOf(booking), MetadataOf(id, open.Payment, open.Id), Promises.Suit(booking, now), open.Trouble is not null)
            : null;
    }
}
