using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Jobs;

internal sealed class JobTroubleMapping : IEntityTypeConfiguration<JobTrouble>
{
    public void Configure(EntityTypeBuilder<JobTrouble> builder)
    {
        builder.ToTable("job_troubles");
        builder.HasKey(t => new { t.OrganizationId, t.Work, t.Item });
        builder.HasIndex(t => t.Work);

        builder.Unaudited();
    }
}
