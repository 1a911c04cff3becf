using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Payments.Books;

internal sealed class LedgerEntryMapping : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger", t => t.HasCheckConstraint("ck_ledger", "amount_minor > 0 AND debit <> credit"));
        builder.HasKey(e => new { e.OrganizationId, e.Cause, e.Line });
        builder.References<Booking>(nameof(LedgerEntry.BookingId));
        builder.References<Payment>(nameof(LedgerEntry.PaymentId));
        builder.HasIndex(e => new { e.OrganizationId, e.At });
        builder.HasIndex(e => new { e.OrganizationId, e.BookingId });

        builder.Unaudited();
        builder.AppendOnly();
    }
}
