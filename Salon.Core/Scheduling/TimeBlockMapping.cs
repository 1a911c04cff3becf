using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Scheduling;

internal sealed class TimeBlockMapping : IEntityTypeConfiguration<TimeBlock>
{
    public void Configure(EntityTypeBuilder<TimeBlock> builder)
    {
        builder.ToTable("time_blocks", t => t.HasCheckConstraint("ck_time_blocks_order", "starts_at < ends_at"));
        builder.TenantKey();
        builder.References<Branch>(nameof(TimeBlock.BranchId));
        builder.References<StaffMember>(nameof(TimeBlock.StaffId));
        builder.HasIndex(b => new { b.OrganizationId, b.BranchId, b.BusinessDate });

        builder.Audited();
        builder.Untold(nameof(TimeBlock.BusinessDate), nameof(TimeBlock.EndsAt), nameof(TimeBlock.MadeBy));
        builder.Typed(nameof(TimeBlock.Reason));
    }
}
