using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Payments.Online;

internal sealed class PaymentAccountMapping : IEntityTypeConfiguration<PaymentAccount>
{
    public void Configure(EntityTypeBuilder<PaymentAccount> builder)
    {
        builder.ToTable("payment_accounts");
        builder.HasKey(a => a.OrganizationId);
        builder.HasOne<Tenancy.Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(a => a.Version).IsConcurrencyToken();

        builder.Audited();
        builder.Untold(
            nameof(PaymentAccount.WebhookId), nameof(PaymentAccount.CheckedAt), nameof(PaymentAccount.CheckTrouble), nameof(PaymentAccount.WebhookSeenAt),
            nameof(PaymentAccount.ReconciledAt));
        builder.Secret(nameof(PaymentAccount.SecretKey), nameof(PaymentAccount.WebhookSecret), nameof(PaymentAccount.EarlierWebhookSecret));
    }
}
