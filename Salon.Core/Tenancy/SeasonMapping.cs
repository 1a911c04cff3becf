using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Tenancy;

internal sealed class SeasonMapping : IEntityTypeConfiguration<Season>
{
    public void Configure(EntityTypeBuilder<Season> builder)
    {
        builder.ToTable("seasons", t => t.HasCheckConstraint("ck_seasons", "first <= last"));
        builder.TenantKey();
        builder.References<Branch>(nameof(Season.BranchId), DeleteBehavior.Cascade);
        builder.HasIndex(s => new { s.OrganizationId, s.BranchId });

        builder.AuditedWith<Branch>(nameof(Season.BranchId));
        builder.Announces(ChangeKind.Branches);
    }
}
