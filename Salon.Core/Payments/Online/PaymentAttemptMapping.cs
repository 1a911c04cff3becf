using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;
using Salon.Payments.Books;

namespace Salon.Payments.Online;

internal sealed class PaymentAttemptMapping : IEntityTypeConfiguration<PaymentAttempt>
{
    public void Configure(EntityTypeBuilder<PaymentAttempt> builder)
    {
        builder.ToTable("payment_attempts");
        builder.HasKey(a => new { a.OrganizationId, a.Id });
        builder.References<Payment>(nameof(PaymentAttempt.PaymentId));
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => new { a.OrganizationId, a.PaymentId });
        builder.HasIndex(a => new { a.OrganizationId, a.ProviderId }).IsUnique().HasDatabaseName("Payment.AlreadyCounted");
        builder.HasIndex(a => new { a.OrganizationId, a.PageId }).HasFilter("page_id IS NOT NULL");
        builder.HasIndex(a => a.NextCheckAt).HasFilter("status IN (0, 1, 2)");

        builder.Unaudited();
    }
}
