using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Payments.Books;

internal sealed class PaymentEventMapping : IEntityTypeConfiguration<PaymentEvent>
{
    public void Configure(EntityTypeBuilder<PaymentEvent> builder)
    {
        builder.ToTable("payment_events", t => t.HasCheckConstraint("ck_payment_events", "because IS NULL OR words IS NULL"));
        builder.HasKey(e => new { e.OrganizationId, e.Id });
        builder.References<Payment>(nameof(PaymentEvent.PaymentId));
        builder.HasIndex(e => new { e.OrganizationId, e.PaymentId });

        builder.Unaudited();
        builder.AppendOnly();
    }
}
