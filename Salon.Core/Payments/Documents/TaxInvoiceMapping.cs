using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;

namespace Salon.Payments.Documents;

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

        builder.Unaudited();
        builder.AppendOnly();
    }
}
