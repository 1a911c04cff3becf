using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Team;

internal sealed class TimeOffMapping : IEntityTypeConfiguration<TimeOff>
{
    public void Configure(EntityTypeBuilder<TimeOff> builder)
    {
        builder.ToTable("times_off", t => t.HasCheckConstraint("ck_times_off", "starts_at < ends_at"));
        builder.TenantKey();
        builder.References<StaffMember>(nameof(TimeOff.StaffId), DeleteBehavior.Cascade);
        builder.HasIndex(t => new { t.OrganizationId, t.EndsAt });

        builder.AuditedWith<StaffMember>(nameof(TimeOff.StaffId));
        builder.Untold(nameof(TimeOff.EndsAt));
        builder.Typed(nameof(TimeOff.Reason));
        builder.Announces(ChangeKind.Team);
    }
}
