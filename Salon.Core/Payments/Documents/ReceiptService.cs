using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;

namespace Salon.Payments.Documents;

/// <summary>Issues receipts, invoices and credit notes once money has moved or a visit is over. Asked twice, it issues once.</summary>
public sealed class ReceiptService(Database database, TimeProvider clock)
    : IOutboxHandler<PaymentReceived>, IOutboxHandler<PaymentRefunded>, IOutboxHandler<ReceiptsDue>, IOutboxHandler<BookingCompleted>, IOutboxHandler<BookingCancelled>, IOutboxHandler<BookingNoShow>
{
    private const int Attempts = 6;

    public Task<Handled> HandleAsync(Delivery delivery, PaymentReceived message, CancellationToken ct) => CatchUpAsync(delivery.Organization, message.Booking, ct);

    public Task<Handled> HandleAsync(Delivery delivery, PaymentRefunded message, CancellationToken ct) => CatchUpAsync(delivery.Organization, message.Booking, ct);

    public Task<Handled> HandleAsync(Delivery delivery, ReceiptsDue message, CancellationToken ct) => CatchUpAsync(delivery.Organization, message.Booking, ct);

    public Task<Handled> HandleAsync(Delivery delivery, BookingCompleted message, CancellationToken ct) => CatchUpAsync(delivery.Organization, message.Booking, ct);

    public Task<Handled> HandleAsync(Delivery delivery, BookingCancelled message, CancellationToken ct) => CatchUpAsync(delivery.Organization, message.Booking, ct);

    public Task<Handled> HandleAsync(Delivery delivery, BookingNoShow message, CancellationToken ct) => CatchUpAsync(delivery.Organization, message.Booking, ct);

    internal async Task<Handled> CatchUpAsync(OrganizationId organization, BookingId booking, CancellationToken ct)
    {
        for (var round = 1; ; round++)
        {
            var now = clock.GetCurrentInstant();
            await using var db = await database.OpenForWriteAsync(organization, ct);
            await ReceiptBook.CatchUpAsync(db, booking, now, ct);
            if (!db.ChangeTracker.HasChanges()) return Handled.Done;
            db.Announce(new Change(organization, ChangeKind.Payments));
            if (await db.CommitAsync(ct) is not { } trouble) return Handled.Done;
            if (round == Attempts) return Handled.Later(trouble.Code);
        }
    }
}
