namespace Salon.Bookings.Waitlist;

public static class WaitlistErrors
{
    /// <summary>The most entries one person may have open at one salon.</summary>
    public const int MostEntries = 5;

    public static readonly Error NotFound = new(ErrorKind.NotFound, "Waitlist.NotFound");
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Waitlist.NotAllowed");
    public static readonly Error NotWaiting = new(ErrorKind.Conflict, "Waitlist.NotWaiting");
    public static readonly Error OfferOver = new(ErrorKind.Conflict, "Waitlist.OfferOver");
    public static readonly Error TooManyEntries = new(ErrorKind.Conflict, "Waitlist.TooManyEntries", MostEntries);

    /// <summary>The database's word: she has an open offer.</summary>
    public static readonly Error AlreadyOffered = new(ErrorKind.Conflict, "Waitlist.AlreadyOffered");

    /// <summary>The database's word: the hold belongs to another offer.</summary>
    public static readonly Error AlreadyKept = new(ErrorKind.Conflict, "Waitlist.AlreadyKept");

    /// <summary>Nobody at this branch does what she waits for: no time can ever become free.</summary>
    public static readonly Error NotOffered = new(ErrorKind.Conflict, "Waitlist.NotOffered");

    internal static readonly Error NobodyThere = new(ErrorKind.Invalid, "Waitlist.NobodyThere");
    internal static readonly Error DatesWrong = new(ErrorKind.Invalid, "Waitlist.DatesWrong");
    internal static readonly Error TooManyDays = new(ErrorKind.Invalid, "Waitlist.TooManyDays", WaitlistEntry.MostDays);
    internal static readonly Error HoursWrong = new(ErrorKind.Invalid, "Waitlist.HoursWrong");
}
