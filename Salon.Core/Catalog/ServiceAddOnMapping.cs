using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Catalog;

internal sealed class ServiceAddOnMapping : IEntityTypeConfiguration<ServiceAddOn>
{
    public void Configure(EntityTypeBuilder<ServiceAddOn> builder)
    {
        builder.ToTable("service_add_ons", t => t.HasCheckConstraint("ck_service_add_ons", "service_id <> add_on_id"));
        builder.HasKey(a => new { a.OrganizationId, a.ServiceId, a.AddOnId });
        builder.References<Service>(nameof(ServiceAddOn.ServiceId), DeleteBehavior.Cascade);
        builder.References<Service>(nameof(ServiceAddOn.AddOnId), DeleteBehavior.Cascade);

        builder.AuditedWith<Service>(nameof(ServiceAddOn.ServiceId));
        builder.Announces(ChangeKind.Menu);
    }
}
