using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Contacts;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Bookings.Groups;

internal sealed class BookingGroupMapping : IEntityTypeConfiguration<BookingGroup>
{
    public void Configure(EntityTypeBuilder<BookingGroup> builder)
    {
        builder.ToTable("booking_groups");
        builder.TenantKey();
        builder.References<Branch>(nameof(BookingGroup.BranchId));
        builder.References<Contact>(nameof(BookingGroup.OrganizerId));
        builder.Property(g => g.Version).IsConcurrencyToken();

        builder.Audited();
        builder.Personal();
        builder.Untold(nameof(BookingGroup.OrganizerId));
        builder.Typed(nameof(BookingGroup.Name));
    }
}
