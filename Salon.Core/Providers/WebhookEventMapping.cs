using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Providers;

internal sealed class WebhookEventMapping : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("webhook_events");
        builder.TenantKey();
        builder.HasIndex(e => new { e.OrganizationId, e.Provider, e.EventId }).IsUnique().HasDatabaseName("Webhook.AlreadyThere");
        builder.HasIndex(e => e.ReceivedAt);

        builder.Unaudited();
    }
}
