using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Payments.Till;

internal sealed class BillLineVoidMapping : IEntityTypeConfiguration<BillLineVoid>
{
    public void Configure(EntityTypeBuilder<BillLineVoid> builder)
    {
        builder.ToTable("bill_line_voids");
        builder.HasKey(v => new { v.OrganizationId, v.LineId });
        builder.References<BillLine>(nameof(BillLineVoid.LineId));
        builder.References<Booking>(nameof(BillLineVoid.BookingId));

        builder.AuditedWith<Booking>(nameof(BillLineVoid.BookingId));
        builder.Untold(nameof(BillLineVoid.UserId), nameof(BillLineVoid.At));
        builder.Typed(nameof(BillLineVoid.Reason));
        builder.AppendOnly();
    }
}
