namespace Salon.Bookings;

public static class BookingErrors
{
    public static readonly Error SlotTaken = new(ErrorKind.Conflict, "Booking.SlotTaken");
    public static readonly Error HoldExpired = new(ErrorKind.Conflict, "Booking.HoldExpired");
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Booking.NotFound");
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Booking.NotAllowed");
    public static readonly Error NotOpen = new(ErrorKind.Conflict, "Booking.NotOpen");
    public static readonly Error AlreadyStarted = new(ErrorKind.Conflict, "Booking.AlreadyStarted");
    public static readonly Error TooLateToCancel = new(ErrorKind.Conflict, "Booking.TooLateToCancel");
    public static readonly Error TooLateToMove = new(ErrorKind.Conflict, "Booking.TooLateToMove");
    public static readonly Error TooEarly = new(ErrorKind.Conflict, "Booking.TooEarly");
    /// <summary>The visit is on a later day than the one under way at its branch.</summary>
    public static readonly Error NotToday = new(ErrorKind.Conflict, "Booking.NotToday");

    public static readonly Error KeyReused = new(ErrorKind.Conflict, "Booking.KeyReused");
    public static readonly Error PhoneNeeded = new(ErrorKind.Invalid, "Booking.PhoneNeeded");
    public static readonly Error NameNeeded = new(ErrorKind.Invalid, "Booking.NameNeeded");
    /// <summary>A phone that the salon does not know yet came without a name.</summary>
    public static readonly Error NameForPhone = new(ErrorKind.Invalid, "Booking.NameForPhone");

    public static readonly Error NameTooLong = new(ErrorKind.Invalid, "Booking.NameTooLong", Customer.MaxName);
    public static readonly Error NoteTooLong = new(ErrorKind.Invalid, "Booking.NoteTooLong", BookRequest.MaxNote);
    public static readonly Error NoServices = new(ErrorKind.Invalid, "Booking.NoServices");
    public static readonly Error TooManyServices = new(ErrorKind.Invalid, "Booking.TooManyServices", BookRequest.MaxLines);
    public static readonly Error SalonClosed = new(ErrorKind.NotFound, "Booking.SalonClosed");
    public static readonly Error ReasonNeeded = new(ErrorKind.Invalid, "Booking.ReasonNeeded");
    public static readonly Error BadMinutes = new(ErrorKind.Invalid, "Booking.BadMinutes", Scheduling.WantedLine.MostMinutes);
    public static readonly Error BlockTaken = new(ErrorKind.Conflict, "Booking.BlockTaken");
    public static readonly Error BlockEmpty = new(ErrorKind.Invalid, "Booking.BlockEmpty");
    public static readonly Error BlockTooLong = new(ErrorKind.Invalid, "Booking.BlockTooLong");
    public static readonly Error UnknownBlock = new(ErrorKind.NotFound, "Booking.UnknownBlock");
    public static readonly Error LinkExpired = new(ErrorKind.NotFound, "Booking.LinkExpired");

    public static readonly Error TooManyTries = new(ErrorKind.Conflict, "Booking.TooManyTries");

    /// <summary>She has as many visits on this day as a customer may book by herself.</summary>
    public static Error TooManyThatDay(int most) => new(ErrorKind.Conflict, "Booking.TooManyThatDay", most);

    /// <summary>She has as many visits ahead as a customer may book by herself.</summary>
    public static Error TooManyOpen(int most) => new(ErrorKind.Conflict, "Booking.TooManyOpen", most);

    /// <summary>Whether only the salon can help: pages show its telephone.</summary>
    public static bool IsForTheSalon(Error error) => error.Code is "Booking.TooManyThatDay" or "Booking.TooManyOpen" or "Booking.TooManyTries";

    /// <summary>Somebody else took the visit to another time or person while this one was deciding.</summary>
    /// <param name="who">Her name.</param>
    public static Error MovedMeanwhile(string who, LocalDate date, LocalTime time) => new(ErrorKind.Conflict, "Booking.MovedMeanwhile", who, date, time);
}
