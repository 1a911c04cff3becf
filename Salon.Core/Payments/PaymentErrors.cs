
namespace Salon.Payments;

public static class PaymentErrors
{
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Payment.NotAllowed");
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Payment.NotFound");
    public static readonly Error NotConnected = new(ErrorKind.Conflict, "Payment.NotConnected");
    public static readonly Error NothingDue = new(ErrorKind.Conflict, "Payment.NothingDue");
    public static readonly Error TimeIsUp = new(ErrorKind.Conflict, "Payment.TimeIsUp");
    public static readonly Error TryAgain = new(ErrorKind.Unavailable, "Payment.TryAgain");
    public static readonly Error Declined = new(ErrorKind.Conflict, "Payment.Declined");
    public static readonly Error NotOpen = new(ErrorKind.Conflict, "Payment.NotOpen");
    public static readonly Error TooMuch = new(ErrorKind.Conflict, "Payment.TooMuch");
    public static readonly Error NotAnAmount = new(ErrorKind.Invalid, "Payment.NotAnAmount");
    public static readonly Error ReasonNeeded = new(ErrorKind.Invalid, "Payment.ReasonNeeded");
    public static readonly Error NotAKey = new(ErrorKind.Invalid, "Payment.NotAKey");
    public static readonly Error NotAPublicKey = new(ErrorKind.Invalid, "Payment.NotAPublicKey");
    public static readonly Error ConnectAgain = new(ErrorKind.Conflict, "Payment.ConnectAgain");
    public static readonly Error KeyRefused = new(ErrorKind.Conflict, "Payment.KeyRefused");
    public static readonly Error RefundedAlready = new(ErrorKind.Conflict, "Payment.RefundedAlready");
    public static readonly Error AlreadyCounted = new(ErrorKind.Conflict, "Payment.AlreadyCounted");
    public static readonly Error SettledAlready = new(ErrorKind.Conflict, "Payment.SettledAlready");
    public static readonly Error GoingBack = new(ErrorKind.Conflict, "Payment.GoingBack");
    public static readonly Error NothingThere = new(ErrorKind.Conflict, "Payment.NothingThere");
    public static readonly Error VisitNotOpen = new(ErrorKind.Conflict, "Payment.VisitNotOpen");
    public static readonly Error OtherCurrency = new(ErrorKind.Conflict, "Payment.OtherCurrency");
    public static readonly Error NotGivenBack = new(ErrorKind.Conflict, "Payment.NotGivenBack");
    public static readonly Error RefundUnderWay = new(ErrorKind.Conflict, "Payment.RefundUnderWay");
}
