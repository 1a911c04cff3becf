using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Data.Mappings;

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
        builder.References<Booking>(nameof(Claim.BookingId), DeleteBehavior.Cascade);
        // Ends and expiries ride along: a month of free times is read from the index alone.
        builder.HasIndex(c => new { c.OrganizationId, c.Subject, c.Unit, c.StartsAt, c.EndsAt, c.ExpiresAt }).HasFilter("live").HasDatabaseName("IX_claims_time");
        builder.HasIndex(c => new { c.OrganizationId, c.BookingId });
    }
}

internal sealed class TimeBlockMapping : IEntityTypeConfiguration<TimeBlock>
{
    public void Configure(EntityTypeBuilder<TimeBlock> builder)
    {
        builder.ToTable("time_blocks", t => t.HasCheckConstraint("ck_time_blocks_order", "starts_at < ends_at"));
        builder.TenantKey();
        builder.References<Branch>(nameof(TimeBlock.BranchId));
        builder.References<StaffMember>(nameof(TimeBlock.StaffId));
        builder.HasIndex(b => new { b.OrganizationId, b.BranchId, b.BusinessDate });
    }
}

internal sealed class ResourceTypeMapping : IEntityTypeConfiguration<ResourceType>
{
    public void Configure(EntityTypeBuilder<ResourceType> builder)
    {
        builder.ToTable("resource_types");
        builder.TenantKey();
        builder.Property(t => t.Version).IsConcurrencyToken();
    }
}

internal sealed class ResourceMapping : IEntityTypeConfiguration<Resource>
{
    public void Configure(EntityTypeBuilder<Resource> builder)
    {
        builder.ToTable("resources", t => t.HasCheckConstraint("ck_resources_capacity", "capacity BETWEEN 1 AND 100"));
        builder.TenantKey();
        builder.References<Branch>(nameof(Resource.BranchId));
        builder.References<ResourceType>(nameof(Resource.TypeId));
        builder.Property(r => r.Version).IsConcurrencyToken();
    }
}
