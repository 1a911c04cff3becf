using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Catalog;
using Salon.Data;

namespace Salon.Scheduling;

internal sealed class ResourceTypeMapping : IEntityTypeConfiguration<ResourceType>
{
    public void Configure(EntityTypeBuilder<ResourceType> builder)
    {
        builder.ToTable("resource_types");
        builder.TenantKey();
        builder.IsReferencedBy<ServiceNeed>(nameof(ServiceNeed.ResourceTypeId));
        builder.Property(t => t.Version).IsConcurrencyToken();

        builder.Audited();
        builder.Announces(ChangeKind.Branches);
    }
}
