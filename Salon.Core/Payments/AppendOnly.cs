namespace Salon.Payments;

/// <summary>Tables of money whose rows are only added: triggers of both databases refuse everything else.</summary>
internal static class AppendOnly
{
    public static readonly string[] Tables =
    [
        "ledger", "payment_events", "booking_settlements", "tax_invoices", "bill_lines", "bill_line_voids", "desk_checkouts", "tip_shares",
        "day_closes", "day_close_undos", "drawer_moves",
    ];
}
