using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Tenancy;

namespace Salon.Data.Mappings;

internal sealed class OrganizationMapping : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organizations");
        builder.HasKey(o => o.Id);
        builder.HasIndex(o => o.Slug).IsUnique().HasDatabaseName("Tenancy.SlugTaken");
        builder.Property(o => o.Slug).HasMaxLength(60);
        builder.Property(o => o.Rules).AsJson();
        builder.Property(o => o.Cancellation).AsJson();
        builder.Property(o => o.Money).AsJson();
        builder.Property(o => o.Gallery).AsJson();
        builder.Property(o => o.Version).IsConcurrencyToken();
    }
}

internal sealed class BranchMapping : IEntityTypeConfiguration<Branch>
{
    public void Configure(EntityTypeBuilder<Branch> builder)
    {
        builder.ToTable("branches");
        builder.TenantKey();
        builder.Ignore(b => b.Zone);
        builder.Property(b => b.Version).IsConcurrencyToken();
    }
}

internal sealed class BranchHoursMapping : IEntityTypeConfiguration<BranchHours>
{
    public void Configure(EntityTypeBuilder<BranchHours> builder)
    {
        builder.ToTable("branch_hours", t => t.HasCheckConstraint("ck_branch_hours", HoursCheck.Required));
        builder.TenantKey();
        builder.Ignore(h => h.Hours);
        builder.References<Branch>(nameof(BranchHours.BranchId), DeleteBehavior.Cascade);
        builder.References<Season>(nameof(BranchHours.SeasonId), DeleteBehavior.Cascade);
        builder.HasIndex(h => new { h.OrganizationId, h.BranchId });
    }
}

internal sealed class SeasonMapping : IEntityTypeConfiguration<Season>
{
    public void Configure(EntityTypeBuilder<Season> builder)
    {
        builder.ToTable("seasons", t => t.HasCheckConstraint("ck_seasons", "first <= last"));
        builder.TenantKey();
        builder.References<Branch>(nameof(Season.BranchId), DeleteBehavior.Cascade);
        builder.HasIndex(s => new { s.OrganizationId, s.BranchId });
    }
}

internal sealed class BranchExceptionMapping : IEntityTypeConfiguration<BranchException>
{
    public void Configure(EntityTypeBuilder<BranchException> builder)
    {
        builder.ToTable("branch_exceptions", t => t.HasCheckConstraint("ck_branch_exceptions", HoursCheck.Optional));
        builder.TenantKey();
        builder.Ignore(e => e.Hours);
        builder.References<Branch>(nameof(BranchException.BranchId), DeleteBehavior.Cascade);
        builder.HasIndex(e => new { e.OrganizationId, e.BranchId, e.Date });
    }
}

/// <summary>The same rule as DayHours.IsValid, in SQL.</summary>
internal static class HoursCheck
{
    public const string Required = "from_minute >= 0 AND from_minute < 1440 AND to_minute > from_minute AND to_minute - from_minute <= 1440";
    public const string Optional = $"(from_minute IS NULL AND to_minute IS NULL) OR (from_minute IS NOT NULL AND to_minute IS NOT NULL AND {Required})";
}
