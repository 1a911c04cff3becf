using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Data;

namespace Salon.Payments.Till;

internal sealed class DayCloseUndoMapping : IEntityTypeConfiguration<DayCloseUndo>
{
    public void Configure(EntityTypeBuilder<DayCloseUndo> builder)
    {
        builder.ToTable("day_close_undos");
        builder.TenantKey(nameof(DayCloseUndo.CloseId)); // once at most
        builder.References<DayClose>(nameof(DayCloseUndo.CloseId));

        builder.AuditedWith<DayClose>(nameof(DayCloseUndo.CloseId));
        builder.Untold(nameof(DayCloseUndo.UserId), nameof(DayCloseUndo.At));
        builder.Typed(nameof(DayCloseUndo.Reason));
        builder.AppendOnly();
    }
}
