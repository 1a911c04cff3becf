namespace Salon.Team;

public static class TeamErrors
{
    /// <summary>A service that is asked for is not sold online (any more).</summary>
    public static readonly Error NotOnTheMenu = new(ErrorKind.NotFound, "Team.NotOnTheMenu");

    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Team.NotAllowed");
    public static readonly Error UnknownStaff = new(ErrorKind.NotFound, "Team.UnknownStaff");
    public static readonly Error UnknownTimeOff = new(ErrorKind.NotFound, "Team.UnknownTimeOff");
}
