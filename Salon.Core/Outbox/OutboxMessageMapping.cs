using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Outbox;

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(m => new { m.OrganizationId, m.Id });
        builder.Property(m => m.LockedBy).IsConcurrencyToken();
        builder.HasIndex(m => new { m.OrganizationId, m.DueAt, m.Id }).HasFilter("done_at IS NULL AND failed_at IS NULL"); // thousands fall due in one moment
        builder.HasIndex(m => m.OrganizationId).HasFilter("locked_until IS NOT NULL");
        builder.HasIndex(m => m.DoneAt).HasFilter("done_at IS NOT NULL");

        builder.Unaudited();
    }
}
