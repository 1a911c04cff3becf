using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Tenancy;

internal sealed class BranchMapping : IEntityTypeConfiguration<Branch>
{
    public void Configure(EntityTypeBuilder<Branch> builder)
    {
        builder.ToTable("branches");
        builder.TenantKey();
        builder.Ignore(b => b.Zone);
        builder.Property(b => b.Version).IsConcurrencyToken();

        builder.Audited();
        builder.Untold(nameof(Branch.Position));
        builder.Announces(ChangeKind.Branches);
    }
}
