using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Tenancy;

internal sealed class BranchHoursMapping : IEntityTypeConfiguration<BranchHours>
{
    public void Configure(EntityTypeBuilder<BranchHours> builder)
    {
        builder.ToTable("branch_hours", t => t.HasCheckConstraint("ck_branch_hours", HoursCheck.Required));
        builder.TenantKey();
        builder.Ignore(h => h.Hours);
        builder.References<Branch>(nameof(BranchHours.BranchId), DeleteBehavior.Cascade);
        builder.References<Season>(nameof(BranchHours.SeasonId), DeleteBehavior.Cascade);
        builder.HasIndex(h => new { h.OrganizationId, h.BranchId });

        builder.AuditedWith<Branch>(nameof(BranchHours.BranchId));
        builder.Announces(ChangeKind.Branches);
    }
}
