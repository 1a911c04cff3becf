using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Catalog;

internal sealed class ServiceNeedMapping : IEntityTypeConfiguration<ServiceNeed>
{
    public void Configure(EntityTypeBuilder<ServiceNeed> builder)
    {
        builder.ToTable("service_needs");
        builder.HasKey(n => new { n.OrganizationId, n.ServiceId, n.ResourceTypeId });
        builder.References<Service>(nameof(ServiceNeed.ServiceId), DeleteBehavior.Cascade);

        builder.AuditedWith<Service>(nameof(ServiceNeed.ServiceId));
        builder.Announces(ChangeKind.Menu);
    }
}
