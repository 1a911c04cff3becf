namespace Salon.Web.Pages.Desk;

/// <summary>What takes a visit one step further.</summary>
public enum DayStep
{
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
    /// <summary>The deposit is let go and the visit stands.</summary>
    Waive,
}
