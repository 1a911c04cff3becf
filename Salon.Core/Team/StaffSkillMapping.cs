using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Catalog;
using Salon.Data;

namespace Salon.Team;

internal sealed class StaffSkillMapping : IEntityTypeConfiguration<StaffSkill>
{
    public void Configure(EntityTypeBuilder<StaffSkill> builder)
    {
        builder.ToTable("staff_skills");
        builder.HasKey(s => new { s.OrganizationId, s.StaffId, s.ServiceId });
        builder.References<StaffMember>(nameof(StaffSkill.StaffId), DeleteBehavior.Cascade);
        builder.References<Service>(nameof(StaffSkill.ServiceId), DeleteBehavior.Cascade);

        builder.AuditedWith<StaffMember>(nameof(StaffSkill.StaffId));
        builder.Announces(ChangeKind.Team);
    }
}
