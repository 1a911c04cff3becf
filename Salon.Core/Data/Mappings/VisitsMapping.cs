using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Bookings.Groups;
using Salon.Bookings.Reviews;
using Salon.Bookings.Waitlist;
using Salon.Contacts;
using Salon.Tenancy;

namespace Salon.Data.Mappings;

internal sealed class ReviewMapping : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> builder)
    {
        builder.ToTable("reviews", t => t.HasCheckConstraint("ck_reviews_stars", "stars >= 1 AND stars <= 5"));
        builder.TenantKey();
        builder.References<Booking>(nameof(Review.BookingId));
        builder.References<Contact>(nameof(Review.ContactId));
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => new { r.OrganizationId, r.BookingId }).IsUnique().HasDatabaseName("Review.AlreadyWritten");
        builder.HasIndex(r => new { r.OrganizationId, r.WrittenAt });
        builder.HasIndex(r => r.ReportedAt).HasFilter("reported_at IS NOT NULL");
    }
}

internal sealed class WaitlistEntryMapping : IEntityTypeConfiguration<WaitlistEntry>
{
    public void Configure(EntityTypeBuilder<WaitlistEntry> builder)
    {
        builder.ToTable("waitlist_entries", t => t.HasCheckConstraint("ck_waitlist_entries", "first <= last AND from_minute >= 0 AND to_minute > from_minute AND to_minute <= 2880"));
        builder.TenantKey();
        builder.References<Branch>(nameof(WaitlistEntry.BranchId));
        builder.References<Contact>(nameof(WaitlistEntry.ContactId));
        builder.Property(e => e.Lines).AsJson();
        builder.Property(e => e.Version).IsConcurrencyToken();
        builder.HasIndex(e => new { e.OrganizationId, e.JoinedAt }).HasFilter("status < 2");
        builder.HasIndex(e => new { e.OrganizationId, e.ContactId });
    }
}

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
    }
}

internal sealed class BookingGroupMapping : IEntityTypeConfiguration<BookingGroup>
{
    public void Configure(EntityTypeBuilder<BookingGroup> builder)
    {
        builder.ToTable("booking_groups");
        builder.TenantKey();
        builder.References<Branch>(nameof(BookingGroup.BranchId));
        builder.References<Contact>(nameof(BookingGroup.OrganizerId));
        builder.Property(g => g.Version).IsConcurrencyToken();
    }
}
