using NodaTime.Extensions;
using Salon.Accounts;
using Salon.Auditing;
using Salon.Bookings;
using Salon.Bookings.Customers;
using Salon.Bookings.Reviews;
using Salon.Bookings.Stranded;
using Salon.Bookings.Waitlist;
using Salon.Messaging;
using Salon.Payments.Books;
using Salon.Payments.Till;
using Salon.Reporting;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Flat;

/// <summary>Something a page, an address or a job asks of a salon's history.</summary>
/// <param name="Counted">Tables whose rows it counts in an index alone, for the number of pages, or looks through there for a part of a word.</param>
public sealed record Work(string Name, Func<SalonWorld, LongHistory, Task<bool>> Run, IReadOnlyCollection<string>? Counted = null)
{
    private static readonly DateTimeZone Riyadh = DateTimeZoneProviders.Tzdb["Asia/Riyadh"];

    public static IReadOnlyList<Work> All { get; } =
    [
        .. Enum.GetValues<CustomerOrder>().Select(order => Customers($"customers by {order}", new(Order: order))),
        .. Enum.GetValues<CustomerFilter>().Skip(1).Select(filter => Customers($"customers: {filter}", new(Filter: filter))),
        Customers("customers: VIP", new(Tag: "VIP")),
        Customers("customers, page 5", new(Page: 5)),
        Customers("customers called Abeer Zahrani", new("abeer zahrani")),
        new("search by a part of a phone", async (w, h) => (await w.Get<CustomerQueries>().SearchAsync(h.Shop.Desk, "45678", default)).Count >= 0, ["contacts"]),
        new("search by a name", async (w, h) => (await w.Get<CustomerQueries>().SearchAsync(h.Shop.Desk, "hind dana", default)).Count > 0, ["contacts"]),
        new("search by a booking's number", async (w, h) => (await w.Get<CustomerQueries>().SearchAsync(h.Shop.Desk, "1000500", default)).Count > 0, ["contacts"]),
        new("a customer's card", async (w, h) => Ok(await w.Get<CustomerQueries>().FindAsync(h.Shop.Owner, h.Contact, default))),
        new("a customer's record", async (w, h) => await w.Get<CustomerRecords>().FindAsync(h.Shop.Desk, h.Contact, default) is not null),
        new("home: today", async (w, h) => Ok(await w.Get<SalonReports>().DayAsync(h.Shop.Owner, h.Today, default))),
        new("home: what is missing", async (w, h) => Ok(await w.Get<ReadinessQueries>().ReadAsync(h.Shop.Owner, default))),
        new("stranded", async (w, h) => Ok(await w.Get<StrandedQueries>().ReadAsync(h.Shop.Owner, default))),
        new("figures of 30 days", async (w, h) => Ok(await w.Get<SalonReports>().ReadAsync(h.Shop.Owner, new(null, Last(h, 30)), default))),
        new("figures of 30 days of a branch", async (w, h) => Ok(await w.Get<SalonReports>().ReadAsync(h.Shop.Owner, new(h.Shop.Branch, Last(h, 30)), default))),
        new("figures of a year", async (w, h) => Ok(await w.Get<SalonReports>().ReadAsync(h.Shop.Owner, new(null, Last(h, 365)), default))),
        new("VAT of 30 days", async (w, h) => Ok(await w.Get<VatReports>().ReadAsync(h.Shop.Owner, new(null, Last(h, 30)), Riyadh, default))),
        new("movements of 30 days", async (w, h) => Ok(await w.Get<VatReports>().MovementsAsync(h.Shop.Owner, new(null, Last(h, 30)), Riyadh, default))),
        new("unpaid of 30 days", async (w, h) => Ok(await w.Get<MoneyReports>().UnpaidAsync(h.Shop.Owner, Last(h, 30), 1, default))),
        new("payouts of 30 days", async (w, h) => Ok(await w.Get<MoneyReports>().PayoutsAsync(h.Shop.Owner, Last(h, 30), default))),
        new("tips of 30 days", async (w, h) => Ok(await w.Get<MoneyReports>().TipsAsync(h.Shop.Owner, Last(h, 30), default))),
        .. Enum.GetValues<PaymentFilter>().Select(filter => new Work($"payments: {filter}", async (w, h) => Ok(await w.Get<PaymentQueries>().ListAsync(h.Shop.Owner, filter, 1, default)), ["payments"])),
        new("checkout", async (w, h) => Ok(await w.Get<DeskMoneyQueries>().CheckoutAsync(h.Shop.Desk, h.Visit, default))),
        new("the counter's menu", async (w, h) => Ok(await w.Get<DeskMoneyQueries>().MenuAsync(h.Shop.Desk, default))),
        new("a drawer's day", async (w, h) => Ok(await w.Get<DeskMoneyQueries>().DayAsync(h.Shop.Owner, h.Shop.Branch, h.Today, default))),
        new("the day to count", async (w, h) => Ok(await w.Get<DeskMoneyQueries>().DayAsync(h.Shop.Desk, h.Shop.Branch, null, default))),
        new("a closed day", async (w, h) => Ok(await w.Get<DeskMoneyQueries>().DayAsync(h.Shop.Owner, h.Shop.Branch, h.Today.PlusDays(-30), default))),
        new("closed days", async (w, h) => Ok(await w.Get<DeskMoneyQueries>().ClosesAsync(h.Shop.Desk, h.Shop.Branch, 1, default))),
        new("closing a day and undoing it", CloseAndUndoAsync),
        new("visit again", async (w, h) => await w.Get<BookingQueries>().LastVisitAsync(h.Shop.CustomerActor, default) is not null),
        new("my bookings", async (w, h) => (await w.Get<BookingQueries>().MineAsync(h.Shop.Customer, default)).Count > 0),
        new("my bookings in full", async (w, h) => (await w.Get<BookingQueries>().MineInFullAsync(h.Shop.Customer, default)).Count > 0),
        new("whose visit a link names", async (w, h) => await w.Get<BookingQueries>().OrganizationOfAsync(h.Visit, default) == h.Shop.Id),
        new("a visit", async (w, h) => Ok(await w.Get<BookingQueries>().FindAsync(h.Shop.Desk, h.Visit, default))),
        new("what a visit's money comes to", async (w, h) => Ok(await w.Get<PaymentQueries>().OfBookingAsync(h.Shop.Desk, h.Visit, default))),
        new("desk day", async (w, h) => Ok(await w.Get<CalendarQueries>().ReadAsync(h.Shop.Desk, new(h.Shop.Branch, h.Today, 1), default))),
        new("desk week", async (w, h) => Ok(await w.Get<CalendarQueries>().ReadAsync(h.Shop.Desk, new(h.Shop.Branch, h.Today, 7), default))),
        new("a month of free times", async (w, h) => Ok(await w.Get<FreeTimesService>().AvailabilityAsync(new(h.Shop.Id, h.Shop.Branch, [new(h.Shop.Haircut)]), new(h.Today, h.Today.PlusDays(30)), default))),
        new("reviews", async (w, h) => (await w.Get<ReviewQueries>().PublicAsync(h.Shop.Id, 1, default)) is not null),
        new("audit log", async (w, h) => Ok(await w.Get<AuditLog>().ReadAsync(h.Shop.Owner, new(), 1, default))),
        new("waitlist", async (w, h) => Ok(await w.Get<WaitlistQueries>().ListAsync(h.Shop.Desk, new(), default))),
        new("a page's first question: who is asking", async (w, h) => await w.Get<ActorService>().ForSessionAsync(SessionId.New(), h.Shop.Id, default) is null),
        new("job: reminders", async (w, h) => await w.Get<ReminderService>().QueueDueAsync(Actor.System(h.Shop.Id), w.Clock.Now, default) >= 0),
        new("job: holds that ran out", async (w, h) => await w.Get<BookingService>().SweepExpiredHoldsAsync(Actor.System(h.Shop.Id), [], w.Clock.Now, default) >= 0),
    ];

    private static Work Customers(string name, CustomerQuestion question) =>
        new(name, async (w, h) => Ok(await w.Get<CustomerQueries>().ListAsync(h.Shop.Owner, question, default)), ["contacts"]);

    private static DateRange Last(LongHistory history, int days) => new(history.Today.PlusDays(1 - days), history.Today);

    private static async Task<bool> CloseAndUndoAsync(SalonWorld world, LongHistory history)
    {
        var service = world.Get<DayCloseService>();
        return (await service.CloseAsync(history.Shop.Desk, new(RowId.New(), history.Shop.Branch, history.Today, 0, 0, [], "as counted"), default)).TryGet(out var id, out _)
            && await service.UndoAsync(history.Shop.Owner, id, "mistake", default) is null;
    }

    private static bool Ok<T>(Result<T> result) where T : notnull => result.Error is null;
}
