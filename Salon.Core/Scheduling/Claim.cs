using Salon.Data;

namespace Salon.Scheduling;

/// <summary>What kind of subject a claim takes time from.</summary>
public enum ClaimKind
{
    Person = 0,
    Resource = 1,
}

/// <summary>Time taken of one person, or of one unit of a resource. The database refuses two live, exclusive claims that overlap.</summary>
public sealed class Claim : ITenantRow
{
    /// <summary>The longest a claim may be; the overlap check and the range reads lean on this bound.</summary>
    public static readonly Duration MaxLength = Duration.FromHours(48);

    private Claim() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public BookingId? BookingId { get; private init; } // null: blocked time
    public ClaimKind Kind { get; private init; }
    public Guid Subject { get; private init; } // StaffId or ResourceId
    public int Unit { get; private init; } // 0 for a person; 1 to capacity for a resource
    public Instant StartsAt { get; private init; }
    public Instant EndsAt { get; private init; } // exclusive
    public bool Live { get; private init; } // false once cancelled or given back
    public bool Exclusive { get; private init; } // false only for a deliberate overbooking
    public Instant? ExpiresAt { get; private init; } // a hold's end; null once confirmed
    public string? Reason { get; private init; } // why it may overlap; the database refuses one that is not exclusive and says nothing

    public static Claim Take(OrganizationId organization, BookingId? booking, ClaimKind kind, Guid subject, int unit, Span span, Instant? expiresAt) => new()
    {
        OrganizationId = organization, Id = RowId.New(), BookingId = booking, Kind = kind, Subject = subject, Unit = unit,
        StartsAt = span.Start, EndsAt = span.End, Live = true, Exclusive = true, ExpiresAt = expiresAt,
    };

    /// <summary>Time that somebody with the permission takes on purpose although it is taken.</summary>
    public static Claim Overbook(OrganizationId organization, BookingId booking, ClaimKind kind, Guid subject, int unit, Span span, string reason) => new()
    {
        OrganizationId = organization, Id = RowId.New(), BookingId = booking, Kind = kind, Subject = subject, Unit = unit,
        StartsAt = span.Start, EndsAt = span.End, Live = true, Exclusive = false, Reason = reason,
    };

    /// <summary>The claim of blocked time; it has the block's id.</summary>
    public static Claim Block(TimeBlock block) => new()
    {
        OrganizationId = block.OrganizationId, Id = block.Id, Kind = ClaimKind.Person, Subject = block.StaffId.Value,
        StartsAt = block.StartsAt, EndsAt = block.EndsAt, Live = true, Exclusive = true,
    };
}

/// <summary>What resources are examples of; services ask for a type, never for one particular chair.</summary>
public sealed class ResourceType : ITenantRow
{
    private ResourceType() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public ResourceTypeId Id { get; private init; }
    public LocalizedText Name { get; private set; }
    public int Version { get; private set; }

    public static ResourceType Add(OrganizationId organization, ResourceTypeId id, LocalizedText name) => new() { OrganizationId = organization, Id = id, Name = name };

    public void Rename(LocalizedText name)
    {
        Name = name;
        Version++;
    }
}

/// <summary>A room, chair or device of a branch that serves up to <see cref="Capacity"/> customers at once.</summary>
public sealed class Resource : ITenantRow
{
    private Resource() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public ResourceId Id { get; private init; }
    public BranchId BranchId { get; private init; }
    public ResourceTypeId TypeId { get; private set; }
    public LocalizedText Name { get; private set; }
    public int Capacity { get; private set; } = 1; // 1 to 100 numbered units
    public bool Active { get; private set; } = true;
    public int Version { get; private set; }

    public static Resource Add(OrganizationId organization, ResourceId id, BranchId branch, ResourceTypeId type, LocalizedText name, int capacity) =>
        new() { OrganizationId = organization, Id = id, BranchId = branch, TypeId = type, Name = name, Capacity = capacity };

    public void Change(LocalizedText name, int capacity)
    {
        (Name, Capacity) = (name, capacity);
        Version++;
    }

    public void Retire()
    {
        Active = false;
        Version++;
    }

    public void Restore()
    {
        Active = true;
        Version++;
    }
}
