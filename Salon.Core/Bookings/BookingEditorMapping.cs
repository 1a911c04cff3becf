using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Accounts;
using Salon.Data;

namespace Salon.Bookings;

internal sealed class BookingEditorMapping : IEntityTypeConfiguration<BookingEditor>
{
    public void Configure(EntityTypeBuilder<BookingEditor> builder)
    {
        builder.ToTable("booking_editors");
        builder.TenantKey();
        builder.References<Booking>(nameof(BookingEditor.BookingId), DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(e => e.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(e => new { e.OrganizationId, e.BookingId });

        builder.Unaudited();
    }
}
