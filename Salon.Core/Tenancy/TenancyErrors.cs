namespace Salon.Tenancy;

public static class TenancyErrors
{
    /// <summary>No active salon has this address.</summary>
    public static readonly Error UnknownSalon = new(ErrorKind.NotFound, "Tenancy.UnknownSalon");

    public static readonly Error UnknownBranch = new(ErrorKind.NotFound, "Tenancy.UnknownBranch");
    public static readonly Error UnknownSeason = new(ErrorKind.NotFound, "Tenancy.UnknownSeason");
    public static readonly Error ReasonNeeded = new(ErrorKind.Invalid, "Tenancy.ReasonNeeded", PlatformService.LongestReason);
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Tenancy.NotAllowed");

    /// <summary>A salon that nobody can visit takes no bookings: the last open branch stays open.</summary>
    public static readonly Error LastBranch = new(ErrorKind.Conflict, "Tenancy.LastBranch");
}
