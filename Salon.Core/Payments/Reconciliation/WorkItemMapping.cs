using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;
using Salon.Payments.Books;

namespace Salon.Payments.Reconciliation;

internal sealed class WorkItemMapping : IEntityTypeConfiguration<WorkItem>
{
    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("work_items");
        builder.HasKey(w => new { w.OrganizationId, w.Id });
        builder.References<Payment>(nameof(WorkItem.PaymentId));
        builder.Ignore(w => w.IsGoingBack);
        builder.HasIndex(w => new { w.OrganizationId, w.Key }).IsUnique().HasDatabaseName("Payment.KnownDifference");

        builder.Audited();
        builder.Untold(
            nameof(WorkItem.Key), nameof(WorkItem.PaymentId), nameof(WorkItem.ProviderId), nameof(WorkItem.ExpectedMinor), nameof(WorkItem.FoundMinor),
            nameof(WorkItem.Times), nameof(WorkItem.LastAt), nameof(WorkItem.ClosedAt), nameof(WorkItem.ClosedBy));
        builder.Typed(nameof(WorkItem.Resolution));
    }
}
