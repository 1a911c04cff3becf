using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Scheduling;

internal sealed class ResourceMapping : IEntityTypeConfiguration<Resource>
{
    public void Configure(EntityTypeBuilder<Resource> builder)
    {
        builder.ToTable("resources", t => t.HasCheckConstraint("ck_resources_capacity", "capacity BETWEEN 1 AND 100"));
        builder.TenantKey();
        builder.References<Branch>(nameof(Resource.BranchId));
        builder.References<ResourceType>(nameof(Resource.TypeId));
        builder.Property(r => r.Version).IsConcurrencyToken();

        builder.Audited();
        builder.Announces(ChangeKind.Branches);
    }
}
