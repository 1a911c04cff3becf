using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Payments;
using Salon.Providers;

namespace Salon.Data.Mappings;

internal sealed class PaymentAccountMapping : IEntityTypeConfiguration<PaymentAccount>
{
    public void Configure(EntityTypeBuilder<PaymentAccount> builder)
    {
        builder.ToTable("payment_accounts");
        builder.HasKey(a => a.OrganizationId);
        builder.HasOne<Tenancy.Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(a => a.Version).IsConcurrencyToken();
    }
}

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments", t => t.HasCheckConstraint("ck_payments",
            "amount_minor > 0 AND captured_minor >= 0 AND refunded_minor >= 0 AND refunded_minor <= captured_minor AND tip_minor >= 0 AND tip_minor <= amount_minor"));
        builder.TenantKey();
        builder.References<Booking>(nameof(Payment.BookingId));
        builder.Ignore(p => p.RefundableMinor);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => new { p.OrganizationId, p.BookingId }).HasDatabaseName("ix_payments_booking");
        builder.HasIndex(p => new { p.OrganizationId, p.BookingId, p.Status }).IsUnique().HasFilter("status = 0").HasDatabaseName("Payment.UnderWay"); // a double click asks once
        builder.HasIndex(p => new { p.OrganizationId, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.OrganizationId, p.Status, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.OrganizationId, p.CreatedAt, p.Id }, "IX_payments_given_back").HasFilter("refunded_minor > 0");
    }
}

internal sealed class PaymentAttemptMapping : IEntityTypeConfiguration<PaymentAttempt>
{
    public void Configure(EntityTypeBuilder<PaymentAttempt> builder)
    {
        builder.ToTable("payment_attempts");
        builder.HasKey(a => new { a.OrganizationId, a.Id });
        builder.References<Payment>(nameof(PaymentAttempt.PaymentId));
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => new { a.OrganizationId, a.PaymentId });
        builder.HasIndex(a => new { a.OrganizationId, a.ProviderId }).IsUnique().HasDatabaseName("Payment.AlreadyCounted");
        builder.HasIndex(a => new { a.OrganizationId, a.PageId }).HasFilter("page_id IS NOT NULL");
        builder.HasIndex(a => a.NextCheckAt).HasFilter("status IN (0, 1, 2)");
    }
}

internal sealed class RefundMapping : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds", t => t.HasCheckConstraint("ck_refunds", "minor > 0 AND (because IS NULL OR reason = '')"));
        builder.HasKey(r => new { r.OrganizationId, r.Id });
        builder.References<Payment>(nameof(Refund.PaymentId));
        builder.Ignore(r => r.Why);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => new { r.OrganizationId, r.Key }).IsUnique().HasDatabaseName("Payment.RefundedAlready");
        builder.HasIndex(r => new { r.OrganizationId, r.PaymentId });
        builder.HasIndex(r => new { r.OrganizationId, r.PaymentId, r.Status }).IsUnique().HasFilter("status = 1").HasDatabaseName("Payment.RefundUnderWay");
        builder.HasIndex(r => r.AskedAt).HasFilter("status IN (0, 1)");
    }
}

internal sealed class BookingSettlementMapping : IEntityTypeConfiguration<BookingSettlement>
{
    public void Configure(EntityTypeBuilder<BookingSettlement> builder)
    {
        builder.ToTable("booking_settlements");
        builder.HasKey(s => new { s.OrganizationId, s.BookingId });
        builder.References<Booking>(nameof(BookingSettlement.BookingId));
        builder.HasIndex(s => new { s.OrganizationId, s.ContactId });
    }
}

internal sealed class LedgerEntryMapping : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger", t => t.HasCheckConstraint("ck_ledger", "amount_minor > 0 AND debit <> credit"));
        builder.HasKey(e => new { e.OrganizationId, e.Cause, e.Line });
        builder.References<Booking>(nameof(LedgerEntry.BookingId));
        builder.References<Payment>(nameof(LedgerEntry.PaymentId));
        builder.HasIndex(e => new { e.OrganizationId, e.At });
        builder.HasIndex(e => new { e.OrganizationId, e.BookingId });
    }
}

internal sealed class PaymentEventMapping : IEntityTypeConfiguration<PaymentEvent>
{
    public void Configure(EntityTypeBuilder<PaymentEvent> builder)
    {
        builder.ToTable("payment_events", t => t.HasCheckConstraint("ck_payment_events", "because IS NULL OR words IS NULL"));
        builder.HasKey(e => new { e.OrganizationId, e.Id });
        builder.References<Payment>(nameof(PaymentEvent.PaymentId));
        builder.HasIndex(e => new { e.OrganizationId, e.PaymentId });
    }
}

internal sealed class WorkItemMapping : IEntityTypeConfiguration<WorkItem>
{
    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("work_items");
        builder.HasKey(w => new { w.OrganizationId, w.Id });
        builder.References<Payment>(nameof(WorkItem.PaymentId));
        builder.Ignore(w => w.IsGoingBack);
        builder.HasIndex(w => new { w.OrganizationId, w.Key }).IsUnique().HasDatabaseName("Payment.KnownDifference");
    }
}

internal sealed class WebhookEventMapping : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("webhook_events");
        builder.TenantKey();
        builder.HasIndex(e => new { e.OrganizationId, e.Provider, e.EventId }).IsUnique().HasDatabaseName("Webhook.AlreadyThere");
        builder.HasIndex(e => e.ReceivedAt);
    }
}
