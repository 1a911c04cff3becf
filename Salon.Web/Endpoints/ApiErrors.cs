namespace Salon.Web.Endpoints;

/// <summary>Refusals of the API's own edge: what was sent cannot be understood.</summary>
internal static class ApiErrors
{
    public static readonly Error InvalidRequest = new(ErrorKind.Invalid, "Api.InvalidRequest");
    public static readonly Error Missing = new(ErrorKind.Invalid, "Api.Missing");
    public static readonly Error WrongType = new(ErrorKind.Invalid, "Api.WrongType");
    public static readonly Error NotJson = new(ErrorKind.Invalid, "Api.NotJson");
    public static readonly Error NotAnId = new(ErrorKind.Invalid, "Api.NotAnId");
    public static readonly Error NotADate = new(ErrorKind.Invalid, "Api.NotADate");
    public static readonly Error NotATime = new(ErrorKind.Invalid, "Api.NotATime");
    public static readonly Error NotALanguage = new(ErrorKind.Invalid, "Api.NotALanguage");
    public static readonly Error NotAKey = new(ErrorKind.Invalid, "Api.NotAKey");
    public static readonly Error ControlCharacters = new(ErrorKind.Invalid, "Api.ControlCharacters");
    public static readonly Error NotAnAddress = new(ErrorKind.Invalid, "Api.NotAnAddress");
    public static readonly Error ForeignAddress = new(ErrorKind.Invalid, "Api.ForeignAddress");
    public static readonly Error RangeBackwards = new(ErrorKind.Invalid, "Api.RangeBackwards");
    public static readonly Error StaffPerService = new(ErrorKind.Invalid, "Api.StaffPerService");

    public static Error TooLong(int most) => new(ErrorKind.Invalid, "Api.TooLong", most);
}
