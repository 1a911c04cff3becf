using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Scheduling;

internal sealed class ClaimMapping : IEntityTypeConfiguration<Claim>
{
    public void Configure(EntityTypeBuilder<Claim> builder)
    {
        builder.ToTable("claims", t =>
        {
            t.HasCheckConstraint("ck_claims_order", "starts_at < ends_at");
            t.HasCheckConstraint("ck_claims_overbooked", "exclusive OR (reason IS NOT NULL AND length(trim(reason)) > 0)"); // nothing overlaps in silence
        });
        builder.TenantKey();
        // Ends and expiries ride along: a month of free times is read from the index alone.
        builder.HasIndex(c => new { c.OrganizationId, c.Subject, c.Unit, c.StartsAt, c.EndsAt, c.ExpiresAt }).HasFilter("live").HasDatabaseName("IX_claims_time");
        builder.HasIndex(c => new { c.OrganizationId, c.BookingId });

        builder.Unaudited();
    }
}
