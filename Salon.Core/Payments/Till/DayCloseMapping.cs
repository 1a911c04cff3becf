using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Payments.Till;

internal sealed class DayCloseMapping : IEntityTypeConfiguration<DayClose>
{
    public void Configure(EntityTypeBuilder<DayClose> builder)
    {
        builder.ToTable("day_closes", t => t.HasCheckConstraint("ck_day_closes", "opening_minor >= 0 AND counted_minor >= 0 AND until_at > from_at"));
        builder.TenantKey();
        builder.References<Branch>(nameof(DayClose.BranchId));
        builder.Ignore(c => c.ExpectedMinor);
        builder.Ignore(c => c.DifferenceMinor);
        builder.Property(c => c.Pieces).AsJson();
        builder.HasIndex(c => new { c.OrganizationId, c.BranchId, c.Date }); // one of a day stands at most: see DayCloseGuards

        builder.Audited();
        builder.Untold(nameof(DayClose.FromAt), nameof(DayClose.UntilAt), nameof(DayClose.UserId), nameof(DayClose.At));
        builder.Typed(nameof(DayClose.Note));
        builder.AppendOnly();
    }
}
