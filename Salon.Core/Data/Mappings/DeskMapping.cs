using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Payments;
using Salon.Payments.Desk;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Data.Mappings;

internal sealed class BillLineMapping : IEntityTypeConfiguration<BillLine>
{
    public void Configure(EntityTypeBuilder<BillLine> builder)
    {
        builder.ToTable("bill_lines", t => t.HasCheckConstraint("ck_bill_lines", "quantity > 0 AND ((kind = 3 AND gross_minor < 0) OR (kind IN (1, 2) AND gross_minor >= 0))"));
        builder.TenantKey();
        builder.References<Booking>(nameof(BillLine.BookingId));
        builder.References<Service>(nameof(BillLine.ServiceId));
        builder.References<StaffMember>(nameof(BillLine.StaffId));
        builder.HasIndex(l => new { l.OrganizationId, l.BookingId });
        builder.HasIndex(l => new { l.OrganizationId, l.Kind, l.At });
    }
}

internal sealed class BillLineVoidMapping : IEntityTypeConfiguration<BillLineVoid>
{
    public void Configure(EntityTypeBuilder<BillLineVoid> builder)
    {
        builder.ToTable("bill_line_voids");
        builder.HasKey(v => new { v.OrganizationId, v.LineId });
        builder.References<BillLine>(nameof(BillLineVoid.LineId));
        builder.References<Booking>(nameof(BillLineVoid.BookingId));
    }
}

internal sealed class DeskCheckoutMapping : IEntityTypeConfiguration<DeskCheckout>
{
    public void Configure(EntityTypeBuilder<DeskCheckout> builder)
    {
        builder.ToTable("desk_checkouts", t => t.HasCheckConstraint("ck_desk_checkouts", "cash_given_minor >= 0 AND change_minor >= 0 AND change_minor <= cash_given_minor"));
        builder.TenantKey();
        builder.References<Booking>(nameof(DeskCheckout.BookingId));
        builder.Property(c => c.Parts).AsJson();
        builder.Property(c => c.Tips).AsJson();
        builder.HasIndex(c => new { c.OrganizationId, c.BookingId });
    }
}

internal sealed class TipShareMapping : IEntityTypeConfiguration<TipShare>
{
    public void Configure(EntityTypeBuilder<TipShare> builder)
    {
        builder.ToTable("tip_shares", t => t.HasCheckConstraint("ck_tip_shares", "minor <> 0"));
        builder.TenantKey();
        builder.References<Payment>(nameof(TipShare.PaymentId));
        builder.References<StaffMember>(nameof(TipShare.StaffId));
        builder.HasIndex(s => new { s.OrganizationId, s.PaymentId });
        builder.HasIndex(s => new { s.OrganizationId, s.At });
    }
}

internal sealed class DayCloseMapping : IEntityTypeConfiguration<DayClose>
{
    public void Configure(EntityTypeBuilder<DayClose> builder)
    {
        builder.ToTable("day_closes", t => t.HasCheckConstraint("ck_day_closes", "opening_minor >= 0 AND counted_minor >= 0 AND until_at > from_at"));
        builder.TenantKey();
        builder.References<Branch>(nameof(DayClose.BranchId));
        builder.Ignore(c => c.ExpectedMinor);
        builder.Ignore(c => c.DifferenceMinor);
        builder.Property(c => c.Pieces).AsJson();
        builder.HasIndex(c => new { c.OrganizationId, c.BranchId, c.Date }); // one of a day stands at most: see DayCloseGuards
    }
}

internal sealed class DayCloseUndoMapping : IEntityTypeConfiguration<DayCloseUndo>
{
    public void Configure(EntityTypeBuilder<DayCloseUndo> builder)
    {
        builder.ToTable("day_close_undos");
        builder.TenantKey(nameof(DayCloseUndo.CloseId)); // once at most
        builder.References<DayClose>(nameof(DayCloseUndo.CloseId));
    }
}

internal sealed class DrawerMoveMapping : IEntityTypeConfiguration<DrawerMove>
{
    public void Configure(EntityTypeBuilder<DrawerMove> builder)
    {
        builder.ToTable("drawer_moves", t => t.HasCheckConstraint("ck_drawer_moves", "amount_minor > 0"));
        builder.TenantKey();
        builder.References<Branch>(nameof(DrawerMove.BranchId));
        builder.HasIndex(m => new { m.OrganizationId, m.BranchId, m.At });
    }
}
