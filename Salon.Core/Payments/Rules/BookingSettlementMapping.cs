using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Payments.Rules;

internal sealed class BookingSettlementMapping : IEntityTypeConfiguration<BookingSettlement>
{
    public void Configure(EntityTypeBuilder<BookingSettlement> builder)
    {
        builder.ToTable("booking_settlements");
        builder.HasKey(s => new { s.OrganizationId, s.BookingId });
        builder.References<Booking>(nameof(BookingSettlement.BookingId));
        builder.HasIndex(s => new { s.OrganizationId, s.ContactId });

        builder.Unaudited();
        builder.Personal();
        builder.AppendOnly();
    }
}
