namespace Salon.Scheduling;

/// <summary>Why a time is not to be had, or a question about times makes no sense.</summary>
public static class SchedulingErrors
{
    public static readonly Error NotOnStep = new(ErrorKind.Invalid, "Scheduling.NotOnStep");
    public static readonly Error TooSoon = new(ErrorKind.Conflict, "Scheduling.TooSoon");
    public static readonly Error TooFar = new(ErrorKind.Conflict, "Scheduling.TooFar");
    public static readonly Error Closed = new(ErrorKind.Conflict, "Scheduling.Closed");
    public static readonly Error NotFree = new(ErrorKind.Conflict, "Scheduling.NotFree");
    public static readonly Error UnknownBranch = new(ErrorKind.NotFound, "Scheduling.UnknownBranch");
    public static readonly Error UnknownService = new(ErrorKind.NotFound, "Scheduling.UnknownService");
    public static readonly Error UnknownStaff = new(ErrorKind.NotFound, "Scheduling.UnknownStaff");
    public static readonly Error NoServices = new(ErrorKind.Invalid, "Scheduling.NoServices");
    public static readonly Error TooManyServices = new(ErrorKind.Invalid, "Scheduling.TooManyServices", VisitRequest.MaxLines);
    public static readonly Error NotTogether = new(ErrorKind.Invalid, "Scheduling.NotTogether");
    public static readonly Error RangeTooLong = new(ErrorKind.Invalid, "Scheduling.RangeTooLong", FreeTimesService.MaxDays);
}
