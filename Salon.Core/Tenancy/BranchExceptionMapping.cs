using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Tenancy;

internal sealed class BranchExceptionMapping : IEntityTypeConfiguration<BranchException>
{
    public void Configure(EntityTypeBuilder<BranchException> builder)
    {
        builder.ToTable("branch_exceptions", t => t.HasCheckConstraint("ck_branch_exceptions", HoursCheck.Optional));
        builder.TenantKey();
        builder.Ignore(e => e.Hours);
        builder.References<Branch>(nameof(BranchException.BranchId), DeleteBehavior.Cascade);
        builder.HasIndex(e => new { e.OrganizationId, e.BranchId, e.Date });

        builder.AuditedWith<Branch>(nameof(BranchException.BranchId));
        builder.Announces(ChangeKind.Branches);
    }
}
