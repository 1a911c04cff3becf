using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments;
using Salon.Payments.Documents;
using Salon.Payments.Rules;
using Salon.Payments.Till;

namespace Salon.Web.Sandbox.Demo;

/// <summary>The counter of the demo: visits that took place are paid, by the services everybody is paid through, and drawers are counted at the end of the day.</summary>
internal sealed class DemoTill
{
    private readonly Database database;
    private readonly Random dice = new(7); // the same demo every time
    private readonly CheckoutService checkouts;
    private readonly Settlements settlements;
    private readonly ReceiptService receipts;
    private readonly DayCloseService closing;
    private readonly DeskMoneyQueries queries;

    /// <param name="clock">Runs through the past with the visits.</param>
    public DemoTill(Database database, IServiceProvider services, TimeProvider clock)
    {
        this.database = database;
        checkouts = ActivatorUtilities.CreateInstance<CheckoutService>(services, clock);
        settlements = ActivatorUtilities.CreateInstance<Settlements>(services, clock);
        receipts = ActivatorUtilities.CreateInstance<ReceiptService>(services, clock);
        queries = ActivatorUtilities.CreateInstance<DeskMoneyQueries>(services, clock);
        closing = ActivatorUtilities.CreateInstance<DayCloseService>(services, clock);
    }

    /// <summary>She pays and goes; now and then somebody forgets to take her money.</summary>
    public async Task PayAsync(Actor desk, BookingId visit, Instant now, CancellationToken ct)
    {
        if (dice.Next(40) == 0) return;
        Bill bill;
        await using (var db = await database.OpenAsync(desk.Organization, ct)) bill = (await Bill.ReadAsync(db, visit, ct))!;
        if (bill.Due.Minor == 0 || bill.Items is not [{ Staff: { } stylist }, ..]) return;

        var tip = dice.Next(4) == 0 ? Math.Max(500, bill.Total.Minor / 1000 * 100) : 0;
        var all = bill.Due.Minor + tip;
        var cash = dice.Next(10) switch { < 6 => 0, < 9 => all, _ => all / 2 / 100 * 100 };
        var request = new CheckoutRequest(CheckoutId.New(), visit, cash, all - cash, 0, tip == 0 ? [] : [new(stylist, tip)]);
        if ((await checkouts.PayAsync(desk, request, ct)).Error is not null) return;
        var delivery = new Delivery(desk.Organization, OutboxMessageId.New(), 1, now); // the demo throws its messages away: what they bring about is done at once
        await settlements.HandleAsync(delivery, new BookingCompleted(visit), ct);
        await receipts.HandleAsync(delivery, new ReceiptsDue(visit), ct);
    }

    /// <summary>The evening's count; sometimes a few riyals are missing.</summary>
    public async Task CloseAsync(Actor desk, BranchId branch, LocalDate date, CancellationToken ct)
    {
        const long Float = 30_000;
        if (!(await queries.DayAsync(desk, branch, date, ct)).TryGet(out var day, out _)) return;
        var off = dice.Next(6) == 0 ? -500L : 0;
        await closing.CloseAsync(desk, new CloseDayRequest(RowId.New(), branch, date, Float, Math.Max(0, Float + day.CashMinor + off), [], off == 0 ? null : "خمسة ريالات ناقصة، لعلها من الباقي"), ct);
    }
}
