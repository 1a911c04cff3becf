using Salon.Data;

namespace Salon.Payments.Till;

/// <summary>A close that does not count any more: an owner took it back, and its day is counted anew. Rows are only added; a close is undone once.</summary>
public sealed class DayCloseUndo : ITenantRow
{
    private DayCloseUndo() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId CloseId { get; private init; }
    public string Reason { get; private init; } = "";
    public UserId? UserId { get; private init; }
    public Instant At { get; private init; }

    internal static DayCloseUndo Of(Actor actor, DayClose close, string reason, Instant now) => new()
    {
        OrganizationId = actor.Organization, CloseId = close.Id, Reason = reason, UserId = actor.User, At = now,
    };
}
