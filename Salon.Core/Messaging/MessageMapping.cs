using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Messaging;

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

        builder.Unaudited();
    }
}
