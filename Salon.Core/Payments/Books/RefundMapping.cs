using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Payments.Books;

internal sealed class RefundMapping : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds", t => t.HasCheckConstraint("ck_refunds", "minor > 0 AND (because IS NULL OR reason = '')"));
        builder.HasKey(r => new { r.OrganizationId, r.Id });
        builder.References<Payment>(nameof(Refund.PaymentId));
        builder.Ignore(r => r.Why);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => new { r.OrganizationId, r.Key }).IsUnique().HasDatabaseName("Payment.RefundedAlready");
        builder.HasIndex(r => new { r.OrganizationId, r.PaymentId });
        builder.HasIndex(r => new { r.OrganizationId, r.PaymentId, r.Status }).IsUnique().HasFilter("status = 1").HasDatabaseName("Payment.RefundUnderWay");
        builder.HasIndex(r => r.AskedAt).HasFilter("status IN (0, 1)");

        builder.AuditedWith<Payment>(nameof(Refund.PaymentId));
        builder.Untold(
            nameof(Refund.Key), nameof(Refund.Minor), nameof(Refund.Because), nameof(Refund.UserId), nameof(Refund.BeforeMinor), nameof(Refund.AskedAt),
            nameof(Refund.Trouble), nameof(Refund.DoneAt));
        builder.Typed(nameof(Refund.Reason));
    }
}
