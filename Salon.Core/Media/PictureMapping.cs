using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Media;

internal sealed class PictureMapping : IEntityTypeConfiguration<Picture>
{
    public void Configure(EntityTypeBuilder<Picture> builder)
    {
        builder.ToTable("pictures", t => t.HasCheckConstraint("ck_pictures_size", "width BETWEEN 1 AND 8000 AND height BETWEEN 1 AND 8000 AND bytes > 0"));
        builder.TenantKey();
        builder.Property(p => p.Name).HasMaxLength(60);
        builder.Property(p => p.Type).HasMaxLength(20);
        builder.HasIndex(p => p.Name).IsUnique().HasDatabaseName("Media.NameTaken");

        builder.Unaudited();
    }
}
