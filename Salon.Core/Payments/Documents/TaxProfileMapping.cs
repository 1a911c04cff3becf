using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Payments.Documents;

internal sealed class TaxProfileMapping : IEntityTypeConfiguration<TaxProfile>
{
    public void Configure(EntityTypeBuilder<TaxProfile> builder)
    {
        builder.ToTable("tax_profiles");
        builder.HasKey(p => p.OrganizationId);
        builder.HasOne<Tenancy.Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(p => p.Version).IsConcurrencyToken(); // of two documents at once, the second takes the next number

        builder.Audited();
        builder.Untold(nameof(TaxProfile.LastNumber));
        builder.Secret(nameof(TaxProfile.LastHash));
    }
}
