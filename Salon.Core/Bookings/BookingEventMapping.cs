using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Bookings;

internal sealed class BookingEventMapping : IEntityTypeConfiguration<BookingEvent>
{
    public void Configure(EntityTypeBuilder<BookingEvent> builder)
    {
        builder.ToTable("booking_events");
        builder.HasKey(e => new { e.OrganizationId, e.Id });
        builder.References<Booking>(nameof(BookingEvent.BookingId));
        builder.Property(e => e.Lines).AsJson().HasDefaultValueSql("'[]'");
        builder.HasIndex(e => new { e.OrganizationId, e.BookingId });

        builder.Unaudited();
        builder.AppendOnly();
    }
}
