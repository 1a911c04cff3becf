using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Catalog;
using Salon.Data;
using Salon.Team;

namespace Salon.Bookings;

internal sealed class BookingLineMapping : IEntityTypeConfiguration<BookingLine>
{
    public void Configure(EntityTypeBuilder<BookingLine> builder)
    {
        builder.ToTable("booking_lines", t => t.HasCheckConstraint("ck_booking_lines_order", "starts_at < ends_at"));
        builder.HasKey(l => new { l.OrganizationId, l.Id });
        builder.References<Service>(nameof(BookingLine.ServiceId));
        builder.References<StaffMember>(nameof(BookingLine.StaffId));
        builder.HasIndex(l => new { l.OrganizationId, l.BookingId });

        builder.AuditedWith<Booking>(nameof(BookingLine.BookingId));
        builder.Untold(nameof(BookingLine.Position), nameof(BookingLine.EndsAt));
    }
}
