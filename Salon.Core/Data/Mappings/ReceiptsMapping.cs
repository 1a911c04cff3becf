using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Payments;
using Salon.Payments.Receipts;

namespace Salon.Data.Mappings;

internal sealed class TaxProfileMapping : IEntityTypeConfiguration<TaxProfile>
{
    public void Configure(EntityTypeBuilder<TaxProfile> builder)
    {
        builder.ToTable("tax_profiles");
        builder.HasKey(p => p.OrganizationId);
        builder.HasOne<Tenancy.Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(p => p.Version).IsConcurrencyToken(); // of two documents at once, the second takes the next number
    }
}

internal sealed class TaxInvoiceMapping : IEntityTypeConfiguration<TaxInvoice>
{
    public void Configure(EntityTypeBuilder<TaxInvoice> builder)
    {
        builder.ToTable("tax_invoices", t => t.HasCheckConstraint("ck_tax_invoices", "number > 0 AND gross_minor >= 0 AND vat_minor >= 0 AND vat_minor <= gross_minor"));
        builder.TenantKey();
        builder.References<Booking>(nameof(TaxInvoice.BookingId));
        builder.References<Payment>(nameof(TaxInvoice.PaymentId));
        builder.References<TaxInvoice>(nameof(TaxInvoice.RefersTo));
        builder.Property(i => i.Content).AsJson();
        builder.HasIndex(i => new { i.OrganizationId, i.Number }).IsUnique().HasDatabaseName("Invoice.NumberTaken");
        builder.HasIndex(i => new { i.OrganizationId, i.Key }).IsUnique().HasDatabaseName("Invoice.IssuedAlready");
        builder.HasIndex(i => new { i.OrganizationId, i.BookingId });
    }
}
