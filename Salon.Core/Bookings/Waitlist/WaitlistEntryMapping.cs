using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Contacts;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Bookings.Waitlist;

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

        builder.Audited();
        builder.Personal();
        builder.Untold(nameof(WaitlistEntry.Unanswered), nameof(WaitlistEntry.JoinedAt), nameof(WaitlistEntry.EndedAt));
        builder.Typed(nameof(WaitlistEntry.Note));
    }
}
