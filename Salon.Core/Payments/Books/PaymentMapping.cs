using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Payments.Books;

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments", t => t.HasCheckConstraint("ck_payments",
            "amount_minor > 0 AND captured_minor >= 0 AND refunded_minor >= 0 AND refunded_minor <= captured_minor AND tip_minor >= 0 AND tip_minor <= amount_minor"));
        builder.TenantKey();
        builder.References<Booking>(nameof(Payment.BookingId));
        builder.Ignore(p => p.RefundableMinor);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => new { p.OrganizationId, p.BookingId }).HasDatabaseName("ix_payments_booking");
        builder.HasIndex(p => new { p.OrganizationId, p.BookingId, p.Status }).IsUnique().HasFilter("status = 0").HasDatabaseName("Payment.UnderWay"); // a double click asks once
        builder.HasIndex(p => new { p.OrganizationId, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.OrganizationId, p.Status, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.OrganizationId, p.CreatedAt, p.Id }, "IX_payments_given_back").HasFilter("refunded_minor > 0");

        builder.AuditedWith<Booking>(nameof(Payment.BookingId));
        builder.Untold(
            nameof(Payment.CapturedMinor), nameof(Payment.RefundedMinor), nameof(Payment.FeeMinor), nameof(Payment.TipMinor), nameof(Payment.PaidAt));
    }
}
