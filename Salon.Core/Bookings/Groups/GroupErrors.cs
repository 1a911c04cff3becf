namespace Salon.Bookings.Groups;

public static class GroupErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Groups.NotFound");
    public static readonly Error PeopleCount = new(ErrorKind.Invalid, "Groups.PeopleCount", BookingGroup.LeastPeople, BookingGroup.MostPeople);

    /// <summary>Of those who come together, this one has nobody who could serve her at that time.</summary>
    public static Error NotFreeFor(string name) => new(ErrorKind.Conflict, "Groups.NotFreeFor", name);

    /// <summary>The same, and when all of them could be served.</summary>
    public static Error NotFreeUntil(string name, LocalDate date, LocalTime time) => new(ErrorKind.Conflict, "Groups.NotFreeUntil", name, date, time);

    public static readonly Error NothingToMove = new(ErrorKind.Conflict, "Groups.NothingToMove");
}
