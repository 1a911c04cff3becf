namespace Salon.Tenancy;

/// <summary>How an organization takes bookings.</summary>
public sealed record BookingRules
{
    public static BookingRules Default => new();

    /// <summary>Minutes between offered starts: 5, 10, 15, 20, 30 or 60.</summary>
    public int SlotStep { get; init; } = 15;

    /// <summary>How long before its start a visit can be booked online, in minutes. 0 to 43,200.</summary>
    public int LeadMinutes { get; init; } = 60;

    /// <summary>How many days ahead customers can book. 1 to 366.</summary>
    public int HorizonDays { get; init; } = 60;

    /// <summary>How long a hold keeps its time, in minutes. 2 to 30.</summary>
    public int HoldMinutes { get; init; } = 10;

    /// <summary>The longest wait between two services of one visit, in minutes. 0 to 60.</summary>
    public int MaxWaitMinutes { get; init; } = 15;

    /// <summary>Whether two people may serve one customer at the same time.</summary>
    public bool AllowTogether { get; init; }

    /// <summary>Minutes before the visit at which reminders go out, the longest first. At most 4, each 15 to 20,160.</summary>
    public int[] ReminderMinutes { get; init; } = [24 * 60, 2 * 60];

    /// <summary>"whatsapp" or "sms": where messages go first.</summary>
    public string MessageChannel { get; init; } = "whatsapp";

    /// <summary>Hours after a visit at which its customer is asked for a review. 0 to 168; null asks nobody.</summary>
    public int? ReviewDelayHours { get; init; } = 2;

    /// <summary>How long a time that became free is kept for whoever is next on the waitlist, in minutes. 1 to 720.</summary>
    public int WaitlistOfferMinutes { get; init; } = 30;

    /// <summary>How many visits on one day a customer may book by herself. 1 to 50; null is as many as she likes.</summary>
    public int? VisitsPerDay { get; init; } = 3;

    /// <summary>How many visits ahead a customer may have booked by herself. 1 to 200; null is as many as she likes.</summary>
    public int? OpenVisits { get; init; } = 10;
}

/// <summary>When a customer may still change her mind, as data. Copied onto each booking when it is agreed.</summary>
public sealed record CancellationPolicy
{
    public static CancellationPolicy Default => new();

    /// <summary>Hours before the start until which cancelling and moving are free. 0 to 336; 0 means until the start.</summary>
    public int FreeUntilHours { get; init; } = 12;

    /// <summary>Whether a customer may still cancel online after that; the salon then decides what it costs.</summary>
    public bool LateCancelOnline { get; init; } = true;

    /// <summary>The salon's own words, shown under the rule. May be empty.</summary>
    public LocalizedText Notice { get; init; } = LocalizedText.Empty;

    /// <summary>The policy of one visit: of services with a free limit of their own the longest counts for all of it.</summary>
    /// <param name="own">Hours of each service; null is the salon's.</param>
    public CancellationPolicy For(IEnumerable<int?> own) => this with { FreeUntilHours = own.Select(hours => hours ?? FreeUntilHours).DefaultIfEmpty(FreeUntilHours).Max() };
}
