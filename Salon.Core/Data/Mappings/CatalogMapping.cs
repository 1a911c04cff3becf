using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Catalog;
using Salon.Scheduling;

namespace Salon.Data.Mappings;

internal sealed class CategoryMapping : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("categories");
        builder.TenantKey();
        builder.Property(c => c.Version).IsConcurrencyToken();
    }
}

internal sealed class ServiceMapping : IEntityTypeConfiguration<Service>
{
    private const string Blocks = "time_before >= 0 AND time_active > 0 AND time_processing >= 0 AND time_finishing >= 0 AND time_buffer >= 0 " +
        "AND time_before + time_active + time_processing + time_finishing + time_buffer <= 1440";

    public void Configure(EntityTypeBuilder<Service> builder)
    {
        builder.ToTable("services", t =>
        {
            t.HasCheckConstraint("ck_services_time", Blocks);
            t.HasCheckConstraint("ck_services_price", "price_minor >= 0 AND vat_basis_points >= 0 AND vat_basis_points <= 10000");
            t.HasCheckConstraint("ck_services_fees", $"{Fee("late_fee")} AND {Fee("no_show_fee")} AND (free_until_hours IS NULL OR free_until_hours BETWEEN 0 AND 336)");
        });
        builder.TenantKey();
        builder.ComplexProperty(s => s.Time);
        builder.Property(s => s.Deposit).AsJson();
        builder.Ignore(s => s.Fees);
        builder.References<Category>(nameof(Service.CategoryId));
        builder.Property(s => s.Version).IsConcurrencyToken();
    }

    // Both columns of a share or neither: nothing, 1 to 100 percent, or minor units above 0.
    private static string Fee(string name) =>
        $"({name}_kind IS NULL) = ({name}_value IS NULL) AND ({name}_kind IS NULL OR ({name}_kind = 0 AND {name}_value = 0) OR ({name}_kind = 1 AND {name}_value BETWEEN 1 AND 100) OR ({name}_kind = 2 AND {name}_value >= 1))";
}

internal sealed class ServiceNeedMapping : IEntityTypeConfiguration<ServiceNeed>
{
    public void Configure(EntityTypeBuilder<ServiceNeed> builder)
    {
        builder.ToTable("service_needs");
        builder.HasKey(n => new { n.OrganizationId, n.ServiceId, n.ResourceTypeId });
        builder.References<Service>(nameof(ServiceNeed.ServiceId), DeleteBehavior.Cascade);
        builder.References<ResourceType>(nameof(ServiceNeed.ResourceTypeId));
    }
}

internal sealed class ServiceAddOnMapping : IEntityTypeConfiguration<ServiceAddOn>
{
    public void Configure(EntityTypeBuilder<ServiceAddOn> builder)
    {
        builder.ToTable("service_add_ons", t => t.HasCheckConstraint("ck_service_add_ons", "service_id <> add_on_id"));
        builder.HasKey(a => new { a.OrganizationId, a.ServiceId, a.AddOnId });
        builder.References<Service>(nameof(ServiceAddOn.ServiceId), DeleteBehavior.Cascade);
        builder.References<Service>(nameof(ServiceAddOn.AddOnId), DeleteBehavior.Cascade);
    }
}
