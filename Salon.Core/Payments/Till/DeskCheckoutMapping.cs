using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Payments.Till;

internal sealed class DeskCheckoutMapping : IEntityTypeConfiguration<DeskCheckout>
{
    public void Configure(EntityTypeBuilder<DeskCheckout> builder)
    {
        builder.ToTable("desk_checkouts", t => t.HasCheckConstraint("ck_desk_checkouts", "cash_given_minor >= 0 AND change_minor >= 0 AND change_minor <= cash_given_minor"));
        builder.TenantKey();
        builder.References<Booking>(nameof(DeskCheckout.BookingId));
        builder.Property(c => c.Parts).AsJson();
        builder.Property(c => c.Tips).AsJson();
        builder.HasIndex(c => new { c.OrganizationId, c.BookingId });

        builder.Unaudited();
        builder.AppendOnly();
    }
}
