using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings.Groups;
using Salon.Contacts;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

internal sealed class BookingMapping : IEntityTypeConfiguration<Booking>
{
    public void Configure(EntityTypeBuilder<Booking> builder)
    {
        builder.ToTable("bookings", t => t.HasCheckConstraint("ck_bookings_order", "starts_at < ends_at"));
        builder.TenantKey();
        builder.References<Branch>(nameof(Booking.BranchId));
        builder.References<Contact>(nameof(Booking.ContactId));
        builder.References<BookingGroup>(nameof(Booking.GroupId));
        builder.IsReferencedBy<Claim>(nameof(Claim.BookingId), DeleteBehavior.Cascade);
        builder.Property(b => b.Policy).AsJson();
        builder.Property(b => b.Version).IsConcurrencyToken();
        builder.HasMany(b => b.Lines).WithOne().HasForeignKey(l => new { l.OrganizationId, l.BookingId }).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(b => b.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(b => new { b.OrganizationId, b.BranchId, b.BusinessDate });
        builder.HasIndex(b => new { b.OrganizationId, b.BusinessDate, b.Status, b.ContactId }); // figures, by date and over all branches
        builder.HasIndex(b => new { b.OrganizationId, b.ContactId, b.StartsAt, b.Status }); // one customer's visits, the latest first
        builder.HasIndex(b => b.Id); // a link names the visit and not the salon
        builder.HasIndex(b => new { b.OrganizationId, b.StartsAt });
        builder.HasIndex(b => b.HoldExpiresAt);
        builder.HasIndex(b => new { b.OrganizationId, b.HoldExpiresAt }).HasFilter("hold_expires_at IS NOT NULL");
        builder.HasIndex(b => new { b.OrganizationId, b.Number }).IsUnique().HasDatabaseName("Booking.NumberTaken");
        builder.HasIndex(b => new { b.HolderKey, b.OrganizationId }).HasFilter("holder_key IS NOT NULL");

        builder.Audited();
        builder.Personal();
        builder.Untold(
            nameof(Booking.Number), nameof(Booking.GroupId), nameof(Booking.HolderKey), nameof(Booking.EndsAt), nameof(Booking.BusinessDate),
            nameof(Booking.HoldExpiresAt), nameof(Booking.Policy));
        builder.Typed(nameof(Booking.Note), nameof(Booking.CancelReason), nameof(Booking.OverbookReason));
        builder.Secret(nameof(Booking.ManageSecret));
    }
}
