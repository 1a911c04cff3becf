using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Team;

internal sealed class StaffHoursMapping : IEntityTypeConfiguration<StaffHours>
{
    public void Configure(EntityTypeBuilder<StaffHours> builder)
    {
        builder.ToTable("staff_hours", t => t.HasCheckConstraint("ck_staff_hours", HoursCheck.Required));
        builder.TenantKey();
        builder.Ignore(h => h.Hours);
        builder.References<StaffMember>(nameof(StaffHours.StaffId), DeleteBehavior.Cascade);
        builder.References<Branch>(nameof(StaffHours.BranchId), DeleteBehavior.Cascade);
        builder.References<Season>(nameof(StaffHours.SeasonId), DeleteBehavior.Cascade);
        builder.HasIndex(h => new { h.OrganizationId, h.BranchId });

        builder.AuditedWith<StaffMember>(nameof(StaffHours.StaffId));
        builder.Announces(ChangeKind.Team);
    }
}
