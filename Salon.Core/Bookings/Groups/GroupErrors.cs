namespace Salon.Bookings.Groups;

public static class GroupErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Groups.NotFound");
    public static readonly Error PeopleCount = new(ErrorKind.Invalid, "Groups.PeopleCount", BookingGroup.LeastPeople, BookingGroup.MostPeople);
    public static readonly Error NothingToMove = new(ErrorKind.Conflict, "Groups.NothingToMove");
}
