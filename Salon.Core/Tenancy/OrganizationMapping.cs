using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Tenancy;

internal sealed class OrganizationMapping : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organizations");
        builder.HasKey(o => o.Id);
        builder.HasIndex(o => o.Slug).IsUnique().HasDatabaseName("Tenancy.SlugTaken");
        builder.Property(o => o.Slug).HasMaxLength(60);
        builder.Property(o => o.Rules).AsJson();
        builder.Property(o => o.Cancellation).AsJson();
        builder.Property(o => o.Money).AsJson();
        builder.Property(o => o.Gallery).AsJson();
        builder.Property(o => o.Version).IsConcurrencyToken();

        builder.Audited();
        builder.Untold(nameof(Organization.SearchKeys), nameof(Organization.RatingCount), nameof(Organization.RatingSum));
        builder.Announces(ChangeKind.Settings);
    }
}
