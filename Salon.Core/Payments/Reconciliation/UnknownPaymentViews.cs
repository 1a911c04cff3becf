using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Online;

namespace Salon.Payments.Reconciliation;

/// <summary>How far somebody is with a payment that nobody asked for.</summary>
public enum UnknownState
{
    Open,
    /// <summary>Its money is on its way back.</summary>
    GoingBack,
    Settled,
}

/// <summary>A payment that nobody asked for, as we know it.</summary>
/// <param name="Payment">The payment it was written down as; null when it was settled in another way, or not at all.</param>
/// <param name="By">Who settled it, or gives it back.</param>
public sealed record UnknownPaymentView(WorkItemView Item, UnknownState State, PaymentId? Payment, string? Resolution, string? By, Instant? At);

/// <summary>A payment as the provider tells it now.</summary>
/// <param name="Live">Real money moved.</param>
public sealed record SeenPayment(ProviderPayment Payment, bool Live);

/// <summary>Why a visit may be the one that was paid.</summary>
[Flags]
public enum VisitFit
{
    None = 0,
    /// <summary>The payment names it.</summary>
    Named = 1,
    /// <summary>Exactly so much is due.</summary>
    Due = 2,
    /// <summary>So much was asked for, or is its price.</summary>
    Amount = 4,
    /// <summary>It takes place within a day of the payment.</summary>
    Day = 8,
    /// <summary>It was booked shortly before.</summary>
    Booked = 16,
}

/// <summary>A visit that a payment may be for.</summary>
/// <param name="CanTake">Money may be written down for it.</param>
public sealed record PayableVisit(
    BookingId Id, int Number, BookingStatus Status, string? Customer, string? Phone, Instant StartsAt, DateTimeZone Zone, IReadOnlyList<LocalizedText> Services, Money Total, Money Due, VisitFit Fit, bool CanTake);
