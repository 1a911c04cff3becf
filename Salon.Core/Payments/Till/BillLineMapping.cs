using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Data;
using Salon.Team;

namespace Salon.Payments.Till;

internal sealed class BillLineMapping : IEntityTypeConfiguration<BillLine>
{
    public void Configure(EntityTypeBuilder<BillLine> builder)
    {
        builder.ToTable("bill_lines", t => t.HasCheckConstraint("ck_bill_lines", "quantity > 0 AND ((kind = 3 AND gross_minor < 0) OR (kind IN (1, 2) AND gross_minor >= 0))"));
        builder.TenantKey();
        builder.References<Booking>(nameof(BillLine.BookingId));
        builder.References<Service>(nameof(BillLine.ServiceId));
        builder.References<StaffMember>(nameof(BillLine.StaffId));
        builder.HasIndex(l => new { l.OrganizationId, l.BookingId });
        builder.HasIndex(l => new { l.OrganizationId, l.Kind, l.At });

        builder.AuditedWith<Booking>(nameof(BillLine.BookingId));
        builder.Untold(nameof(BillLine.UserId), nameof(BillLine.At));
        builder.Typed(nameof(BillLine.Reason));
        builder.AppendOnly();
    }
}
