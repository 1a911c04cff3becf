using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Catalog;

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

        builder.Audited();
        builder.Untold(nameof(Service.Position));
        builder.Announces(ChangeKind.Menu);
    }

    // Both columns of a share or neither: nothing, 1 to 100 percent, or minor units above 0.
    private static string Fee(string name) =>
        $"({name}_kind IS NULL) = ({name}_value IS NULL) AND ({name}_kind IS NULL OR ({name}_kind = 0 AND {name}_value = 0) OR ({name}_kind = 1 AND {name}_value BETWEEN 1 AND 100) OR ({name}_kind = 2 AND {name}_value >= 1))";
}
