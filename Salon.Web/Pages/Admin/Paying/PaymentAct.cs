namespace Salon.Web.Pages.Admin.Paying;

/// <summary>What is done with a payment besides giving back.</summary>
public enum PaymentAct
{
    Capture,
    Void,
}
