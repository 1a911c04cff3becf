using Salon.Data;

namespace Salon.Bookings.Groups;

/// <summary>Several people's visits that were booked together: a bride and her guests, a mother and her daughters.</summary>
/// <remarks>Each person's visit is a booking of its own; the group can be moved or cancelled as one, and each visit alone.</remarks>
public sealed class BookingGroup : ITenantRow
{
    public const int LeastPeople = 2;
    public const int MostPeople = 12;

    private BookingGroup() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public GroupId Id { get; private init; }
    public BranchId BranchId { get; private init; }
    public ContactId OrganizerId { get; private init; } // whom the salon speaks with
    public string Name { get; private init; } = "";
    public Instant CreatedAt { get; private init; }
    public int Version { get; private set; } // raised when it is moved or cancelled as one

    internal static BookingGroup Of(OrganizationId organization, GroupId id, BranchId branch, ContactId organizer, string name, Instant now) => new()
    {
        OrganizationId = organization, Id = id, BranchId = branch, OrganizerId = organizer, Name = name, CreatedAt = now,
    };

    internal void Touch() => Version++;
}
