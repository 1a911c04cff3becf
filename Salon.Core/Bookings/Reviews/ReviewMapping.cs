using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Contacts;
using Salon.Data;

namespace Salon.Bookings.Reviews;

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

        builder.Audited();
        builder.Personal();
        builder.Untold(
            nameof(Review.BookingId), nameof(Review.WrittenAt), nameof(Review.ChangedAt), nameof(Review.RepliedAt), nameof(Review.RepliedBy),
            nameof(Review.ReportedAt), nameof(Review.HiddenAt));
        builder.Typed(nameof(Review.Text), nameof(Review.Reply), nameof(Review.ReportReason), nameof(Review.HideReason));
    }
}
