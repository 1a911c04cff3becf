using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Catalog;

internal sealed class CategoryMapping : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("categories");
        builder.TenantKey();
        builder.Property(c => c.Version).IsConcurrencyToken();

        builder.Audited();
        builder.Untold(nameof(Category.Position));
        builder.Announces(ChangeKind.Menu);
    }
}
