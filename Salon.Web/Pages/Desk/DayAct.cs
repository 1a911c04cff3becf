namespace Salon.Web.Pages.Desk;

/// <summary>What takes a visit one step further.</summary>
public enum DayStep
{
    Confirm,
    Arrive,
    Start,
    Complete,
    Pay,
}

/// <summary>What is asked about first, because nothing takes it back.</summary>
public enum DayAsk
{
    NoShow,
    Cancel,
}
