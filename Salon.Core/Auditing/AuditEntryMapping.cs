using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Auditing;

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.TenantKey();
        builder.Property(e => e.Subject).HasMaxLength(60);
        builder.Property(e => e.Changes).AsJson();
        builder.HasIndex(e => new { e.OrganizationId, e.At });
        builder.HasIndex(e => new { e.OrganizationId, e.Subject, e.SubjectId });

        builder.Unaudited();
        builder.AppendOnly();
    }
}
