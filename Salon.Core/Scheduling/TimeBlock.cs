using Salon.Data;

namespace Salon.Scheduling;

/// <summary>Why somebody's time is blocked. Stored by number: never renumber.</summary>
public enum BlockKind
{
    /// <summary>Anything: training, an errand, a visit that is not in the book.</summary>
    Blocked = 0,
    /// <summary>A pause on this one day; the breaks of every week belong to her hours.</summary>
    Break = 1,
}

/// <summary>Time of a staff member that nobody can book. Its claim has the same id, so the database keeps it free of bookings like any other.</summary>
public sealed class TimeBlock : ITenantRow
{
    /// <summary>The longest block; longer absences are time off.</summary>
    public static readonly Duration MaxLength = Duration.FromHours(24);

    public const int MaxReason = 200;

    private TimeBlock() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; } // also its claim's
    public BranchId BranchId { get; private init; }
    public StaffId StaffId { get; private init; }
    public LocalDate BusinessDate { get; private init; }
    public Instant StartsAt { get; private init; }
    public Instant EndsAt { get; private init; } // exclusive
    public BlockKind Kind { get; private init; }
    public string Reason { get; private init; } = "";
    public UserId? MadeBy { get; private init; }
    public Instant CreatedAt { get; private init; }

    public static TimeBlock Of(OrganizationId organization, RowId id, BranchId branch, StaffId staff, LocalDate date, Span span, BlockKind kind, string reason, UserId? by, Instant now) => new()
    {
        OrganizationId = organization, Id = id, BranchId = branch, StaffId = staff, BusinessDate = date, StartsAt = span.Start, EndsAt = span.End,
        Kind = kind, Reason = reason, MadeBy = by, CreatedAt = now,
    };
}
