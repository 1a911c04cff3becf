using Salon.Data;
using Salon.Payments.Books;

namespace Salon.Payments.Till;

/// <summary>One moment at the counter: what was handed over for a visit, in how many ways, and the change. Rows are only added.</summary>
public sealed class DeskCheckout : ITenantRow
{
    private DeskCheckout() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public CheckoutId Id { get; private init; } // minted by the page: the same click arriving twice is one checkout
    public BookingId BookingId { get; private init; }
    public IReadOnlyList<CheckoutPart> Parts { get; private init; } = [];
    public IReadOnlyList<CheckoutTip> Tips { get; private init; } = [];
    public long CashGivenMinor { get; private init; } // the notes and coins she put down; 0 when no cash
    public long ChangeMinor { get; private init; } // and what she got back of them
    public UserId? UserId { get; private init; }
    public Instant At { get; private init; }

    internal static DeskCheckout Of(Actor actor, CheckoutId id, BookingId booking, IReadOnlyList<CheckoutPart> parts, IReadOnlyList<CheckoutTip> tips, long cashGiven, long change, Instant now) => new()
    {
        OrganizationId = actor.Organization, Id = id, BookingId = booking, Parts = parts, Tips = tips, CashGivenMinor = cashGiven, ChangeMinor = change, UserId = actor.User, At = now,
    };
}

/// <summary>A part of what was handed over.</summary>
/// <param name="Minor">With the tip in it.</param>
/// <param name="TipMinor">Of it, what belongs to people.</param>
public sealed record CheckoutPart(PaymentId Payment, PaymentMethod Method, long Minor, long TipMinor);

/// <summary>What one person gets of a tip.</summary>
public sealed record CheckoutTip(StaffId Staff, long Minor);

/// <summary>A part of a tip that belongs to one person. Rows are only added: a tip that goes back is a row below zero, so that the sum is what she is owed.</summary>
public sealed class TipShare : ITenantRow
{
    private TipShare() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public PaymentId PaymentId { get; private init; }
    public StaffId StaffId { get; private init; }
    public long Minor { get; private init; } // never 0
    public Instant At { get; private init; }

    internal static TipShare Of(Payment payment, StaffId staff, long minor, Instant now) => new()
    {
        OrganizationId = payment.OrganizationId, Id = RowId.New(), PaymentId = payment.Id, StaffId = staff, Minor = minor, At = now,
    };
}
