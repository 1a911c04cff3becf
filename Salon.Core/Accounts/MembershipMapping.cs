using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Accounts;

internal sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("memberships");
        builder.TenantKey(nameof(Membership.UserId));
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.References<Branch>(nameof(Membership.BranchId));
        builder.HasIndex(m => m.UserId);

        builder.Audited();
        builder.Untold(nameof(Membership.UserId));
    }
}
