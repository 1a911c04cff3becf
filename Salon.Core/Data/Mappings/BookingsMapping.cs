using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Bookings.Groups;
using Salon.Catalog;
using Salon.Contacts;
using Salon.Jobs;
using Salon.Messaging;
using Salon.Outbox;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Data.Mappings;

internal sealed class BookingMapping : IEntityTypeConfiguration<Booking>
{
    public void Configure(EntityTypeBuilder<Booking> builder)
    {
        builder.ToTable("bookings", t => t.HasCheckConstraint("ck_bookings_order", "starts_at < ends_at"));
        builder.TenantKey();
        builder.References<Branch>(nameof(Booking.BranchId));
        builder.References<Contact>(nameof(Booking.ContactId));
        builder.References<BookingGroup>(nameof(Booking.GroupId));
        builder.Property(b => b.Policy).AsJson();
        builder.Property(b => b.Version).IsConcurrencyToken();
        builder.HasMany(b => b.Lines).WithOne().HasForeignKey(l => new { l.OrganizationId, l.BookingId }).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(b => b.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(b => new { b.OrganizationId, b.BranchId, b.BusinessDate });
        builder.HasIndex(b => new { b.OrganizationId, b.BusinessDate, b.Status, b.ContactId }); // figures, by date and over all branches
        builder.HasIndex(b => new { b.OrganizationId, b.ContactId, b.StartsAt, b.Status }); // one customer's visits, the latest first
        builder.HasIndex(b => b.Id); // a link names the visit and not the salon
        builder.HasIndex(b => new { b.OrganizationId, b.StartsAt });
        builder.HasIndex(b => b.HoldExpiresAt);
        builder.HasIndex(b => new { b.OrganizationId, b.HoldExpiresAt }).HasFilter("hold_expires_at IS NOT NULL");
        builder.HasIndex(b => new { b.OrganizationId, b.Number }).IsUnique().HasDatabaseName("Booking.NumberTaken");
        builder.HasIndex(b => new { b.HolderKey, b.OrganizationId }).HasFilter("holder_key IS NOT NULL");
    }
}

internal sealed class BookingLineMapping : IEntityTypeConfiguration<BookingLine>
{
    public void Configure(EntityTypeBuilder<BookingLine> builder)
    {
        builder.ToTable("booking_lines", t => t.HasCheckConstraint("ck_booking_lines_order", "starts_at < ends_at"));
        builder.HasKey(l => new { l.OrganizationId, l.Id });
        builder.References<Service>(nameof(BookingLine.ServiceId));
        builder.References<StaffMember>(nameof(BookingLine.StaffId));
        builder.HasIndex(l => new { l.OrganizationId, l.BookingId });
    }
}

internal sealed class BookingEventMapping : IEntityTypeConfiguration<BookingEvent>
{
    public void Configure(EntityTypeBuilder<BookingEvent> builder)
    {
        builder.ToTable("booking_events");
        builder.HasKey(e => new { e.OrganizationId, e.Id });
        builder.References<Booking>(nameof(BookingEvent.BookingId));
        builder.Property(e => e.Lines).AsJson().HasDefaultValueSql("'[]'");
        builder.HasIndex(e => new { e.OrganizationId, e.BookingId });
    }
}

internal sealed class BookingEditorMapping : IEntityTypeConfiguration<BookingEditor>
{
    public void Configure(EntityTypeBuilder<BookingEditor> builder)
    {
        builder.ToTable("booking_editors");
        builder.TenantKey();
        builder.References<Booking>(nameof(BookingEditor.BookingId), DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(e => e.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(e => new { e.OrganizationId, e.BookingId });
    }
}

internal sealed class IdempotentCallMapping : IEntityTypeConfiguration<IdempotentCall>
{
    public void Configure(EntityTypeBuilder<IdempotentCall> builder)
    {
        builder.ToTable("idempotent_calls");
        builder.HasKey(c => new { c.OrganizationId, c.Key });
    }
}

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(m => new { m.OrganizationId, m.Id });
        builder.Property(m => m.LockedBy).IsConcurrencyToken();
        builder.HasIndex(m => new { m.OrganizationId, m.DueAt, m.Id }).HasFilter("done_at IS NULL AND failed_at IS NULL"); // thousands fall due in one moment
        builder.HasIndex(m => m.OrganizationId).HasFilter("locked_until IS NOT NULL");
        builder.HasIndex(m => m.DoneAt).HasFilter("done_at IS NOT NULL");
    }
}

internal sealed class JobTroubleMapping : IEntityTypeConfiguration<JobTrouble>
{
    public void Configure(EntityTypeBuilder<JobTrouble> builder)
    {
        builder.ToTable("job_troubles");
        builder.HasKey(t => new { t.OrganizationId, t.Work, t.Item });
        builder.HasIndex(t => t.Work);
    }
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.HasKey(m => new { m.OrganizationId, m.Id });
        builder.References<Booking>(nameof(Message.BookingId));
        builder.Property(m => m.Status).IsConcurrencyToken(); // of two workers, one hands it to the provider
        builder.HasIndex(m => new { m.OrganizationId, m.DedupeKey }).IsUnique().HasDatabaseName("Message.AlreadyThere");
        builder.HasIndex(m => new { m.OrganizationId, m.BookingId });
    }
}
