using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Accounts;

internal sealed class OneTimeCodeMapping : IEntityTypeConfiguration<OneTimeCode>
{
    public void Configure(EntityTypeBuilder<OneTimeCode> builder)
    {
        builder.ToTable("one_time_codes");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Delivered).HasDefaultValue(true).HasSentinel(true);
        builder.HasIndex(c => c.CreatedAt);
        builder.HasIndex(c => new { c.Phone, c.CreatedAt });
        builder.HasIndex(c => new { c.Prefix, c.CreatedAt });
        builder.HasIndex(c => new { c.Address, c.CreatedAt });
        builder.HasIndex(c => new { c.OrganizationId, c.CreatedAt });
    }
}
