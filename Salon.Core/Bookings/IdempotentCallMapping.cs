using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Bookings;

internal sealed class IdempotentCallMapping : IEntityTypeConfiguration<IdempotentCall>
{
    public void Configure(EntityTypeBuilder<IdempotentCall> builder)
    {
        builder.ToTable("idempotent_calls");
        builder.HasKey(c => new { c.OrganizationId, c.Key });

        builder.Unaudited();
    }
}
