using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Team;

internal sealed class StaffOverrideMapping : IEntityTypeConfiguration<StaffOverride>
{
    public void Configure(EntityTypeBuilder<StaffOverride> builder)
    {
        builder.ToTable("staff_overrides", t => t.HasCheckConstraint("ck_staff_overrides", HoursCheck.Optional));
        builder.TenantKey();
        builder.Ignore(o => o.Hours);
        builder.References<StaffMember>(nameof(StaffOverride.StaffId), DeleteBehavior.Cascade);
        builder.References<Branch>(nameof(StaffOverride.BranchId), DeleteBehavior.Cascade);
        builder.HasIndex(o => new { o.OrganizationId, o.BranchId, o.Date });

        builder.AuditedWith<StaffMember>(nameof(StaffOverride.StaffId));
        builder.Announces(ChangeKind.Team);
    }
}
