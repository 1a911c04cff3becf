using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Contacts;

internal sealed class ContactTagMapping : IEntityTypeConfiguration<ContactTag>
{
    public void Configure(EntityTypeBuilder<ContactTag> builder)
    {
        builder.ToTable("contact_tags");
        builder.HasKey(t => new { t.OrganizationId, t.ContactId, t.Tag });
        builder.References<Contact>(nameof(ContactTag.ContactId), DeleteBehavior.Cascade);
        builder.HasIndex(t => new { t.OrganizationId, t.Tag });

        builder.AuditedWith<Contact>(nameof(ContactTag.ContactId));
        builder.Personal();
        builder.Typed(nameof(ContactTag.Tag));
    }
}
