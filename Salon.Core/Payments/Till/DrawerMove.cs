using Salon.Data;

namespace Salon.Payments.Till;

/// <summary>Why cash moves that no visit pays. Stored by number: never renumber.</summary>
public enum DrawerReason
{
    /// <summary>Brought into the drawer: change.</summary>
    PutIn = 0,
    /// <summary>Taken out, to the bank.</summary>
    ToBank = 1,
    /// <summary>Taken out, and spent for the salon.</summary>
    PaidOut = 2,
}

/// <summary>Cash that was put into a drawer or taken out of it without a visit. Rows are only added; a mistake is moved back.</summary>
public sealed class DrawerMove : ITenantRow
{
    private DrawerMove() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; } // minted by the page
    public BranchId BranchId { get; private init; }
    public DrawerReason Reason { get; private init; }
    public Money Amount { get; private init; } // above 0
    public string Note { get; private init; } = ""; // what for, in the person's words
    public UserId? UserId { get; private init; }
    public Instant At { get; private init; }

    internal static DrawerMove Of(Actor actor, DrawerRequest request, string currency, string note, Instant now) => new()
    {
        OrganizationId = actor.Organization, Id = request.Id, BranchId = request.Branch, Reason = request.Reason, Amount = new Money(request.Minor, currency), Note = note, UserId = actor.User, At = now,
    };
}

/// <summary>Cash that somebody puts in or takes out.</summary>
/// <param name="Id">Minted by the page: the same click arriving twice moves once.</param>
/// <param name="Note">What for.</param>
public sealed record DrawerRequest(RowId Id, BranchId Branch, DrawerReason Reason, long Minor, string? Note);

/// <param name="Minor">Below zero when it went out.</param>
public sealed record DrawerMoveView(RowId Id, DrawerReason Reason, long Minor, string Note, string? By, Instant At);
