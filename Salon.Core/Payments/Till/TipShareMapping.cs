using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Team;

namespace Salon.Payments.Till;

internal sealed class TipShareMapping : IEntityTypeConfiguration<TipShare>
{
    public void Configure(EntityTypeBuilder<TipShare> builder)
    {
        builder.ToTable("tip_shares", t => t.HasCheckConstraint("ck_tip_shares", "minor <> 0"));
        builder.TenantKey();
        builder.References<Payment>(nameof(TipShare.PaymentId));
        builder.References<StaffMember>(nameof(TipShare.StaffId));
        builder.HasIndex(s => new { s.OrganizationId, s.PaymentId });
        builder.HasIndex(s => new { s.OrganizationId, s.At });

        builder.Unaudited();
        builder.AppendOnly();
    }
}
