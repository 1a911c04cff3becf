using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Rules;

namespace Salon.Payments.Till;

/// <summary>Everything the checkout of one visit shows and offers.</summary>
/// <param name="Customer">Null when nobody is named.</param>
/// <param name="IsOpen">Lines may be added and money taken.</param>
/// <param name="DiscountPercent">The most the reader may take off; 0 when she may not.</param>
/// <param name="PaysOnline">The customer has a page of the provider open for this visit.</param>
/// <param name="Promised">Held on her card for this visit, and not taken yet.</param>
public sealed record CheckoutView(
    BookingId Booking, int Number, BookingStatus Status, string? Customer, BranchId Branch, string ZoneId, Instant StartsAt, LocalDate Date, Bill Bill,
    IReadOnlyList<TakenView> Taken, IReadOnlyList<CheckoutPerson> People, bool IsOpen, int DiscountPercent, bool MayVoid, bool PaysOnline, IReadOnlyList<PromisedView> Promised)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];

    /// <summary>Given to people on top of the bill.</summary>
    public Money Tips => Bill.Total with { Minor = Taken.Sum(t => t.Amount.Minor - t.RefundedMinor - t.ForVisitMinor) };

    /// <summary>Paid in advance, and still there.</summary>
    public Money Deposit => Bill.Total with { Minor = Taken.Where(t => t.IsAdvance).Sum(t => t.ForVisitMinor) };
}

/// <summary>An amount that a bank keeps for the salon.</summary>
public sealed record PromisedView(PaymentId Id, Money Amount);

/// <summary>Money that came for the visit.</summary>
/// <param name="IsAdvance">Before the visit, through the provider.</param>
/// <param name="By">Who took it at the counter.</param>
/// <param name="CanVoid">Still a mistake that can be taken back.</param>
public sealed record TakenView(PaymentId Id, PaymentMethod Method, PaymentStatus Status, Money Amount, long TipMinor, long RefundedMinor, Instant At, string? By, bool IsAdvance, bool CanVoid)
{
    public long ForVisitMinor => Payment.ForVisit(Amount.Minor, RefundedMinor, TipMinor);
}

/// <param name="Works">She works on this visit.</param>
public sealed record CheckoutPerson(StaffId Id, LocalizedText Name, bool Works);

/// <summary>What the counter can add to a bill.</summary>
/// <param name="Sold">Goods sold before, so that nobody types them twice.</param>
/// <param name="IncludesVat">Prices hold VAT: the salon is registered.</param>
public sealed record CounterMenu(IReadOnlyList<CounterService> Services, IReadOnlyList<CounterItem> Sold, bool IncludesVat);

public sealed record CounterService(ServiceId Id, LocalizedText Name, LocalizedText Category, Money Price);

public sealed record CounterItem(string Name, Money Unit);

/// <summary>A drawer's day: what moved, what should be there, what is still unpaid.</summary>
/// <param name="Closed">Null while it is open.</param>
/// <param name="Span">Which movements are told.</param>
/// <param name="SinceDate">The day closed before; null when none was.</param>
/// <param name="OpeningMinor">What to begin with, as on the day before.</param>
/// <param name="CanClose">It may be closed now.</param>
/// <param name="Moves">Cash put in and taken out without a visit.</param>
public sealed record DrawerDay(
    BranchId Branch, LocalizedText BranchName, string ZoneId, LocalDate Date, LocalDate Today, string Currency, DayCloseView? Closed, Span Span, LocalDate? SinceDate,
    long OpeningMinor, long CashMinor, IReadOnlyList<DayMovement> Movements, IReadOnlyList<UnpaidVisit> Unpaid, bool CanClose, IReadOnlyList<DrawerMoveView> Moves)
{
    /// <summary>The later day with which this one was counted: its money stands there, and only there.</summary>
    public LocalDate? CountedOn { get; init; }

    /// <summary>The reader may take the close back, and no later day is closed.</summary>
    public bool CanUndo { get; init; }

    /// <summary>Some of what is counted moved before this day.</summary>
    public bool CountsEarlier => Closed is null && SinceDate is { } since && since < Date.PlusDays(-1);

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];

    public Money Of(long minor) => new(minor, Currency);
}

/// <summary>Why money moved.</summary>
public enum MovementKind
{
    Paid,
    Refunded,
    Voided,
}

/// <summary>Money that came in or went out.</summary>
/// <param name="Minor">Below zero when it went out; the tip in it.</param>
public sealed record DayMovement(Instant At, MovementKind Kind, PaymentMethod Method, long Minor, long TipMinor, PaymentId Payment, BookingId Booking, int Number, string? Customer);

/// <summary>A visit that took place, or is taking place, and is not paid in full.</summary>
public sealed record UnpaidVisit(BookingId Booking, int Number, BookingStatus Status, string? Customer, BranchId Branch, string ZoneId, LocalDate Date, Instant StartsAt, Money Total, Money Paid)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];
    public Money Due => Total with { Minor = Total.Minor - Paid.Minor };
}

public sealed record DayCloseView(
    RowId Id, LocalDate Date, Instant FromAt, Instant UntilAt, string Currency, long OpeningMinor, long MovedMinor, long CountedMinor, IReadOnlyList<CountedPiece> Pieces, string Note, string? By, Instant At)
{
    public long ExpectedMinor => OpeningMinor + MovedMinor;

    public long DifferenceMinor => CountedMinor - ExpectedMinor;

    /// <summary>Null while it counts.</summary>
    public UndoneView? Undone { get; init; }
}

/// <summary>That an owner took a close back.</summary>
public sealed record UndoneView(string Reason, string? By, Instant At);

public sealed record DayCloseList(IReadOnlyList<DayCloseView> Rows, int Page, int Pages);
