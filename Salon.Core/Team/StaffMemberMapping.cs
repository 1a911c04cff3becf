using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Accounts;
using Salon.Data;

namespace Salon.Team;

internal sealed class StaffMemberMapping : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.ToTable("staff");
        builder.TenantKey();
        builder.IsReferencedBy<Membership>(nameof(Membership.StaffId));
        builder.Property(s => s.Version).IsConcurrencyToken();

        builder.Audited();
        builder.Untold(nameof(StaffMember.Position));
        builder.Announces(ChangeKind.Team);
    }
}
