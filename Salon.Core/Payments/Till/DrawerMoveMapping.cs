using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Payments.Till;

internal sealed class DrawerMoveMapping : IEntityTypeConfiguration<DrawerMove>
{
    public void Configure(EntityTypeBuilder<DrawerMove> builder)
    {
        builder.ToTable("drawer_moves", t => t.HasCheckConstraint("ck_drawer_moves", "amount_minor > 0"));
        builder.TenantKey();
        builder.References<Branch>(nameof(DrawerMove.BranchId));
        builder.HasIndex(m => new { m.OrganizationId, m.BranchId, m.At });

        builder.Audited();
        builder.Untold(nameof(DrawerMove.UserId), nameof(DrawerMove.At));
        builder.Typed(nameof(DrawerMove.Note));
        builder.AppendOnly();
    }
}
