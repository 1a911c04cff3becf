namespace Salon.Web.Pages.Admin.Paying;

/// <summary>How a payment that nobody asked for is settled.</summary>
public enum UnknownAct
{
    Link,
    Back,
    Foreign,
}
