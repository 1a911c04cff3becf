using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Bookings.Waitlist;

internal sealed class WaitlistOfferMapping : IEntityTypeConfiguration<WaitlistOffer>
{
    public void Configure(EntityTypeBuilder<WaitlistOffer> builder)
    {
        builder.ToTable("waitlist_offers", t => t.HasCheckConstraint("ck_waitlist_offers", "made_at < expires_at"));
        builder.TenantKey();
        builder.Ignore(o => o.HolderKey);
        builder.References<WaitlistEntry>(nameof(WaitlistOffer.EntryId));
        builder.References<Booking>(nameof(WaitlistOffer.BookingId));
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.HasIndex(o => new { o.OrganizationId, o.EntryId }).IsUnique().HasFilter("status = 0").HasDatabaseName("Waitlist.AlreadyOffered");
        builder.HasIndex(o => new { o.OrganizationId, o.BookingId }).IsUnique().HasDatabaseName("Waitlist.AlreadyKept");
        builder.HasIndex(o => o.ExpiresAt).HasFilter("status = 0");

        builder.AuditedWith<WaitlistEntry>(nameof(WaitlistOffer.EntryId));
        builder.Untold(nameof(WaitlistOffer.BookingId), nameof(WaitlistOffer.MadeAt), nameof(WaitlistOffer.ExpiresAt), nameof(WaitlistOffer.AnsweredAt));
    }
}
