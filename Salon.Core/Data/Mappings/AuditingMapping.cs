using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Auditing;
using Salon.Media;

namespace Salon.Data.Mappings;

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
    }
}

internal sealed class PictureMapping : IEntityTypeConfiguration<Picture>
{
    public void Configure(EntityTypeBuilder<Picture> builder)
    {
        builder.ToTable("pictures", t => t.HasCheckConstraint("ck_pictures_size", "width BETWEEN 1 AND 8000 AND height BETWEEN 1 AND 8000 AND bytes > 0"));
        builder.TenantKey();
        builder.Property(p => p.Name).HasMaxLength(60);
        builder.Property(p => p.Type).HasMaxLength(20);
        builder.HasIndex(p => p.Name).IsUnique().HasDatabaseName("Media.NameTaken");
    }
}
