namespace Salon.Bookings.Reviews;

public static class ReviewErrors
{
    public static readonly Error NotYet = new(ErrorKind.Conflict, "Review.NotYet");
    public static readonly Error TooLate = new(ErrorKind.Conflict, "Review.TooLate");
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Review.NotFound");
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Review.NotAllowed");
    public static readonly Error Hidden = new(ErrorKind.Conflict, "Review.Hidden");

    /// <summary>The database's word when two first reviews of one visit arrive at once.</summary>
    public static readonly Error AlreadyWritten = new(ErrorKind.Conflict, "Review.AlreadyWritten");

    internal static readonly Error StarsMissing = new(ErrorKind.Invalid, "Review.StarsMissing");
    internal static readonly Error TextMissing = new(ErrorKind.Invalid, "Review.TextMissing");

    internal static Error TooLong(int longest) => new(ErrorKind.Invalid, "Review.TextTooLong", longest);
}
