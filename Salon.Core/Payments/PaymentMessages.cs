using Salon.Outbox;
using Salon.Payments.Books;

namespace Salon.Payments;

/// <summary>The whole amount that was asked for has come.</summary>
public sealed record PaymentReceived(PaymentId Payment, BookingId Booking) : IOutboxMessage
{
    public static string Name => "payment.received";
}

/// <summary>The bank keeps the amount for the salon; nothing has moved.</summary>
public sealed record PaymentPromised(PaymentId Payment, BookingId Booking) : IOutboxMessage
{
    public static string Name => "payment.promised";
}

/// <summary>Money should go back.</summary>
public sealed record RefundRequested(RefundId Refund) : IOutboxMessage
{
    public static string Name => "payment.refund_requested";
}

/// <summary>The money of a payment nobody asked for should go back.</summary>
/// <param name="Item">The difference that tells of it.</param>
public sealed record UnknownGoesBack(RowId Item) : IOutboxMessage
{
    public static string Name => "payment.unknown_goes_back";
}

/// <summary>Nobody should pay on this page any more.</summary>
public sealed record PageUnwanted(AttemptId Attempt) : IOutboxMessage
{
    public static string Name => "payment.page_unwanted";
}

/// <summary>Money has gone back.</summary>
public sealed record PaymentRefunded(RefundId Refund, PaymentId Payment, BookingId Booking) : IOutboxMessage
{
    public static string Name => "payment.refunded";
}

/// <summary>Money came for a visit whose time was gone: it goes back, and the customer is told of other times.</summary>
public sealed record PaymentCameTooLate(PaymentId Payment, BookingId Booking) : IOutboxMessage
{
    public static string Name => "payment.came_too_late";
}

/// <summary>Something happened to a visit's money that its documents have to tell.</summary>
public sealed record ReceiptsDue(BookingId Booking) : IOutboxMessage
{
    public static string Name => "payment.receipts_due";
}
