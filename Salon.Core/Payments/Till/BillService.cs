using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Payments.Rules;

namespace Salon.Payments.Till;

/// <summary>Something done on top of what was booked.</summary>
/// <param name="Id">Minted by the page: the same click arriving twice is one line.</param>
/// <param name="Staff">Who did it: her own price counts, if she has one.</param>
public sealed record AddedService(RowId Id, ServiceId Service, StaffId? Staff);

/// <summary>Something sold over the counter.</summary>
/// <param name="UnitMinor">Of one piece, VAT included.</param>
public sealed record SoldItem(RowId Id, string Name, int Quantity, long UnitMinor, StaffId? Staff);

/// <summary>Something taken off a bill: either an amount or a percentage of everything before discounts.</summary>
public sealed record DiscountRequest(RowId Id, long? Minor, int? Percent, string? Reason);

/// <summary>Puts lines on the bill of a visit and takes them off again. What was there stays to be seen; nothing goes below what was paid.</summary>
public sealed class BillService(Database database, TimeProvider clock)
{
    public const int LongestName = 80, MostPieces = 99;
    private const int UsualVat = 1500;

    public Task<Result<Bill>> AddAsync(Actor actor, BookingId booking, AddedService request, CancellationToken ct) => ChangeAsync(actor, booking, request.Id, async (db, _, now) =>
    {
        var service = await db.Services.Where(s => s.Id == request.Service && s.Active).Select(s => new { s.Name, s.Price, s.VatBasisPoints }).SingleOrDefaultAsync(ct);
        if (service is null || !await IsOneOfUsAsync(db, request.Staff, ct)) return PaymentErrors.NotFound;
        var own = await db.StaffSkills.Where(s => s.ServiceId == request.Service && s.StaffId == request.Staff).Select(s => s.PriceMinor).SingleOrDefaultAsync(ct);
        db.BillLines.Add(BillLine.Of(actor, request.Id, booking, BillLineKind.Service, service.Name, 1, own ?? service.Price.Minor, service.VatBasisPoints, request.Service, request.Staff, now));
        return null;
    }, ct);

    public Task<Result<Bill>> SellAsync(Actor actor, BookingId booking, SoldItem request, CancellationToken ct) => ChangeAsync(actor, booking, request.Id, async (db, _, now) =>
    {
        var (name, checks) = (TidyText.Line(request.Name), new Checks());
        checks.That(name.Length > 0, nameof(request.Name), "Form.NameNeeded");
        checks.Length(nameof(request.Name), name, LongestName);
        checks.Range(nameof(request.Quantity), request.Quantity, 1, MostPieces);
        checks.That(request.UnitMinor is > 0 and <= MoneyText.MostMajor * 100, nameof(request.UnitMinor), PaymentErrors.NotAnAmount.Code);
        if (checks.Refusal is { } refusal) return refusal;
        if (!await IsOneOfUsAsync(db, request.Staff, ct)) return PaymentErrors.NotFound;
        var rate = await db.Services.Where(s => s.Active).Select(s => (int?)s.VatBasisPoints).MaxAsync(ct) ?? UsualVat; // goods are taxed at the full rate
        db.BillLines.Add(BillLine.Of(actor, request.Id, booking, BillLineKind.Retail, new(name, name), request.Quantity, checked(request.UnitMinor * request.Quantity), rate, null, request.Staff, now));
        return null;
    }, ct);

    /// <summary>Takes something off. Managers and owners may as much as is due; the desk within the salon's limit.</summary>
    public Task<Result<Bill>> DiscountAsync(Actor actor, BookingId booking, DiscountRequest request, CancellationToken ct) => ChangeAsync(actor, booking, request.Id, async (db, bill, now) =>
    {
        var limit = await LimitAsync(db, actor, ct);
        if (limit == 0) return PaymentErrors.NotAllowed;
        if (Counter.ReasonOf(request.Reason) is not { } why) return PaymentErrors.ReasonNeeded;
        if (request is not ({ Minor: > 0, Percent: null } or { Minor: null, Percent: >= 1 and <= 100 })) return PaymentErrors.NotAnAmount;
        var minor = request.Minor ?? checked((bill.BeforeDiscounts * request.Percent!.Value) + 50) / 100;
        if (minor == 0) return PaymentErrors.NotAnAmount;
        if (minor > bill.Due.Minor) return BillErrors.DiscountTooMuch(bill.Due);
        if ((minor - bill.Items.Where(i => i.Kind == BillLineKind.Discount).Sum(i => i.GrossMinor)) * 100 > bill.BeforeDiscounts * limit) return BillErrors.DiscountLimit(limit);
        db.BillLines.Add(BillLine.Discount(actor, request.Id, booking, new("Discount", "خصم"), minor, request.Percent, why, now));
        return null;
    }, ct);

    /// <summary>Takes a line off the bill, with its reason. What the visit costs then must not be less than what was paid for it.</summary>
    public Task<Result<Bill>> RemoveAsync(Actor actor, BookingId booking, RowId line, string? reason, CancellationToken ct) => ChangeAsync(actor, booking, null, async (db, bill, now) =>
    {
        if (Counter.ReasonOf(reason) is not { } why) return PaymentErrors.ReasonNeeded;
        var row = await db.BillLines.SingleOrDefaultAsync(l => l.Id == line && l.BookingId == booking, ct);
        if (row is null) return PaymentErrors.NotFound;
        if (await db.BillLineVoids.AnyAsync(v => v.LineId == line, ct)) return null; // the same click, arriving twice
        if (row.GrossMinor > 0 && bill.Total.Minor - row.GrossMinor < bill.Paid.Minor) return BillErrors.PaidAlready;
        db.BillLineVoids.Add(BillLineVoid.Of(actor, row, why, now));
        return null;
    }, ct);

    /// <summary>The most this person may take off a bill, in percent; 0 when she may not at all.</summary>
    internal static async Task<int> LimitAsync(SalonDb db, Actor actor, CancellationToken ct)
    {
        if (actor.May(Permission.GiveDiscounts)) return 100;
        if (!actor.May(Permission.TakePayments)) return 0;
        return (await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Money).SingleAsync(ct)).DeskDiscountPercent;
    }

    private async Task<Result<Bill>> ChangeAsync(Actor actor, BookingId booking, RowId? id, Func<SalonDb, Bill, Instant, Task<Error?>> change, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenForWriteAsync(actor, ct);
        if (await Counter.LockAsync(db, booking, ct) is not { } counter) return PaymentErrors.NotFound;
        var now = clock.GetCurrentInstant();
        var bill = (await Bill.ReadAsync(db, booking, ct))!;
        if (id is { } line && await db.BillLines.AnyAsync(l => l.Id == line, ct)) return bill; // the same click, arriving twice
        if (!counter.IsOpen) return PaymentErrors.NotOpen;
        if (await change(db, bill, now) is { } refusal) return refusal;
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        if (await db.CommitAsync(ct) is { } trouble) return trouble;
        await using var reading = await database.OpenAsync(actor.Organization, ct);
        return (await Bill.ReadAsync(reading, booking, ct))!;
    }

    private static async Task<bool> IsOneOfUsAsync(SalonDb db, StaffId? staff, CancellationToken ct) => staff is not { } id || await db.Staff.AnyAsync(s => s.Id == id, ct);
}

public static class BillErrors
{
    public static readonly Error PaidAlready = new(ErrorKind.Conflict, "Bill.PaidAlready");
    public static readonly Error GivenTooLittle = new(ErrorKind.Invalid, "Bill.GivenTooLittle");
    public static readonly Error TipsDiffer = new(ErrorKind.Invalid, "Bill.TipsDiffer");

    public static Error DiscountTooMuch(Money due) => new(ErrorKind.Conflict, "Bill.DiscountTooMuch", due);

    public static Error DiscountLimit(int percent) => new(ErrorKind.Forbidden, "Bill.DiscountLimit", percent);
}
