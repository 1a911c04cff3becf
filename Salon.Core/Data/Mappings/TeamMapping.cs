using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Accounts;
using Salon.Catalog;
using Salon.Contacts;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Data.Mappings;

internal sealed class StaffMemberMapping : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.ToTable("staff");
        builder.TenantKey();
        builder.Property(s => s.Version).IsConcurrencyToken();
    }
}

internal sealed class StaffSkillMapping : IEntityTypeConfiguration<StaffSkill>
{
    public void Configure(EntityTypeBuilder<StaffSkill> builder)
    {
        builder.ToTable("staff_skills");
        builder.HasKey(s => new { s.OrganizationId, s.StaffId, s.ServiceId });
        builder.References<StaffMember>(nameof(StaffSkill.StaffId), DeleteBehavior.Cascade);
        builder.References<Service>(nameof(StaffSkill.ServiceId), DeleteBehavior.Cascade);
    }
}

internal sealed class StaffHoursMapping : IEntityTypeConfiguration<StaffHours>
{
    public void Configure(EntityTypeBuilder<StaffHours> builder)
    {
        builder.ToTable("staff_hours", t => t.HasCheckConstraint("ck_staff_hours", HoursCheck.Required));
        builder.TenantKey();
        builder.Ignore(h => h.Hours);
        builder.References<StaffMember>(nameof(StaffHours.StaffId), DeleteBehavior.Cascade);
        builder.References<Branch>(nameof(StaffHours.BranchId), DeleteBehavior.Cascade);
        builder.References<Season>(nameof(StaffHours.SeasonId), DeleteBehavior.Cascade);
        builder.HasIndex(h => new { h.OrganizationId, h.BranchId });
    }
}

internal sealed class StaffOverrideMapping : IEntityTypeConfiguration<StaffOverride>
{
    public void Configure(EntityTypeBuilder<StaffOverride> builder)
    {
        builder.ToTable("staff_overrides", t => t.HasCheckConstraint("ck_staff_overrides", HoursCheck.Optional));
        builder.TenantKey();
        builder.Ignore(o => o.Hours);
        builder.References<StaffMember>(nameof(StaffOverride.StaffId), DeleteBehavior.Cascade);
        builder.References<Branch>(nameof(StaffOverride.BranchId), DeleteBehavior.Cascade);
        builder.HasIndex(o => new { o.OrganizationId, o.BranchId, o.Date });
    }
}

internal sealed class TimeOffMapping : IEntityTypeConfiguration<TimeOff>
{
    public void Configure(EntityTypeBuilder<TimeOff> builder)
    {
        builder.ToTable("times_off", t => t.HasCheckConstraint("ck_times_off", "starts_at < ends_at"));
        builder.TenantKey();
        builder.References<StaffMember>(nameof(TimeOff.StaffId), DeleteBehavior.Cascade);
        builder.HasIndex(t => new { t.OrganizationId, t.EndsAt });
    }
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("contacts");
        builder.TenantKey();
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.OrganizationId, c.Phone }).IsUnique().HasDatabaseName("Contacts.PhoneTaken");
        builder.HasIndex(c => c.UserId);
        builder.References<StaffMember>(nameof(Contact.PreferredStaffId));
        builder.Property(c => c.Version).IsConcurrencyToken();
        // One for each order of the list, so that a page of it is read and not sorted.
        builder.HasIndex(c => new { c.OrganizationId, c.LastVisitAt, c.Id });
        builder.HasIndex(c => new { c.OrganizationId, c.Visits, c.Id });
        builder.HasIndex(c => new { c.OrganizationId, c.Name, c.Id });
        builder.HasIndex(c => new { c.OrganizationId, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.OrganizationId, c.LastVisitAt, c.Id }, "IX_contacts_missed").HasFilter("no_shows > 0");
        builder.HasIndex(c => new { c.OrganizationId, c.LastVisitAt, c.Id }, "IX_contacts_news").HasFilter("wants_news");
        // A part of a name or a phone is sought in this index alone: 200,000 customers take a twentieth of a second.
        builder.HasIndex(c => new { c.OrganizationId, c.SearchKeys, c.Phone, c.Id }, "IX_contacts_search");
    }
}

internal sealed class ContactTagMapping : IEntityTypeConfiguration<ContactTag>
{
    public void Configure(EntityTypeBuilder<ContactTag> builder)
    {
        builder.ToTable("contact_tags");
        builder.HasKey(t => new { t.OrganizationId, t.ContactId, t.Tag });
        builder.References<Contact>(nameof(ContactTag.ContactId), DeleteBehavior.Cascade);
        builder.HasIndex(t => new { t.OrganizationId, t.Tag });
    }
}
