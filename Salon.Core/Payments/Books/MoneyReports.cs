using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Payments.Till;
using Salon.Scheduling;

namespace Salon.Payments.Books;

/// <summary>Online money of one day, by the ledger, in minor units.</summary>
/// <param name="Fees">What the provider kept.</param>
public sealed record PayoutDay(LocalDate Date, long Taken, long Back, long Fees)
{
    /// <summary>On its way to the salon's bank.</summary>
    public long Net => Taken - Back - Fees;
}

public sealed record PayoutReport(DateRange Dates, string Currency, IReadOnlyList<PayoutDay> Days)
{
    public long Taken => Days.Sum(d => d.Taken);

    public long Back => Days.Sum(d => d.Back);

    public long Fees => Days.Sum(d => d.Fees);

    public long Net => Days.Sum(d => d.Net);
}

/// <summary>What one person is owed of tips, less what of them went back.</summary>
/// <param name="Times">Payments with a tip for her.</param>
public sealed record StaffTips(StaffId Staff, LocalizedText Name, int Times, long CashMinor, long CardMinor)
{
    public long TotalMinor => CashMinor + CardMinor;
}

public sealed record TipReport(DateRange Dates, string Currency, IReadOnlyList<StaffTips> People);

public sealed record UnpaidList(DateRange Dates, IReadOnlyList<UnpaidVisit> Rows, Money Due, int Page, int Pages);

/// <summary>Money by range of business dates: what moved after midnight at a branch that was still open belongs to the evening before.</summary>
public sealed class MoneyReports(Database database)
{
    private const int PageSize = 25;

    public async Task<Result<PayoutReport>> PayoutsAsync(Actor actor, DateRange dates, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeReports)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var (currency, days) = (await CurrencyAsync(db, actor, ct), await BusinessDays.OfAsync(db, dates, ct));
        var span = days.Widest;
        var rows = await (from e in db.Ledger
                          from b in db.Bookings.Where(b => b.Id == e.BookingId).DefaultIfEmpty()
                          where e.At >= span.Start && e.At < span.End && (e.Debit == Account.Clearing || e.Credit == Account.Clearing)
                          select new { e.At, e.Debit, e.Credit, e.Amount.Minor, Branch = b == null ? null : (BranchId?)b.BranchId }).ToListAsync(ct);
        return new PayoutReport(dates, currency, [.. rows.GroupBy(r => days.DateOf(r.Branch, r.At)).Where(g => g.Key is not null).OrderByDescending(g => g.Key).Select(g => new PayoutDay(
            g.Key!.Value, g.Where(r => r.Debit == Account.Clearing).Sum(r => r.Minor), g.Where(r => r.Credit == Account.Clearing && r.Debit != Account.Fees).Sum(r => r.Minor), g.Where(r => r.Debit == Account.Fees).Sum(r => r.Minor)))]);
    }

    public async Task<Result<TipReport>> TipsAsync(Actor actor, DateRange dates, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeReports)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var (currency, days) = (await CurrencyAsync(db, actor, ct), await BusinessDays.OfAsync(db, dates, ct));
        var span = days.Widest;
        var rows = await (from t in db.TipShares
                          join p in db.Payments on t.PaymentId equals p.Id
                          join s in db.Staff on t.StaffId equals s.Id
                          from b in db.Bookings.Where(b => b.Id == p.BookingId).DefaultIfEmpty()
                          where t.At >= span.Start && t.At < span.End
                          select new { t.StaffId, s.Name, t.PaymentId, t.Minor, p.Method, t.At, Branch = b == null ? null : (BranchId?)b.BranchId }).ToListAsync(ct);
        return new TipReport(dates, currency, [.. rows.Where(r => days.DateOf(r.Branch, r.At) is not null).GroupBy(r => r.StaffId).Select(g => new StaffTips(
            g.Key, g.First().Name, g.Where(r => r.Minor > 0).Select(r => r.PaymentId).Distinct().Count(),
            g.Where(r => r.Method == PaymentMethod.Cash).Sum(r => r.Minor), g.Where(r => r.Method != PaymentMethod.Cash).Sum(r => r.Minor))).OrderByDescending(t => t.TotalMinor)]);
    }

    /// <summary>Visits of a range that took place, or are taking place, and are not paid in full.</summary>
    /// <param name="page">From 1; past the end is the last one.</param>
    public async Task<Result<UnpaidList>> UnpaidAsync(Actor actor, DateRange dates, int page, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var currency = await CurrencyAsync(db, actor, ct);
        var all = DeskMoneyQueries.Unpaid(db, db.Bookings.Where(b => b.BusinessDate >= dates.First && b.BusinessDate <= dates.Last));
        var (count, due) = (await all.CountAsync(ct), await all.SumAsync(u => u.TotalMinor - u.PaidMinor, ct));
        var pages = Math.Max(1, (count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var rows = await all.Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return new UnpaidList(dates, rows.ConvertAll(u => u.ToVisit()), new Money(due, currency), page, pages);
    }

    private static Task<string> CurrencyAsync(SalonDb db, Actor actor, CancellationToken ct) =>
        db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
}
