using System.Globalization;
using Salon.Tenancy;

namespace Salon.Web.Pages.Admin;

/// <summary>Booking rules and cancellation policy as they are typed.</summary>
public sealed class RulesModel
{
    public string Lead { get; set; } = "";
    public string Horizon { get; set; } = "";
    public string Step { get; set; } = "";
    public string Hold { get; set; } = "";
    public string Wait { get; set; } = "";
    public bool Together { get; set; }
    public bool IsLimited { get; set; } = true;
    public string PerDay { get; set; } = "";
    public string OpenVisits { get; set; } = "";
    public string FreeUntil { get; set; } = "";
    public bool LateCancel { get; set; }
    public LocalizedText Notice { get; set; } = LocalizedText.Empty;
    public string Channel { get; set; } = "";
    public bool AskReviews { get; set; } = true;
    public string ReviewDelay { get; set; } = "2";
    public string OfferMinutes { get; set; } = "";
    public List<ReminderModel> Reminders { get; set; } = [];

    public static RulesModel Of(BookingRules rules, CancellationPolicy policy) => new()
    {
        Lead = Text(rules.LeadMinutes), Horizon = Text(rules.HorizonDays), Step = Text(rules.SlotStep), Hold = Text(rules.HoldMinutes), Wait = Text(rules.MaxWaitMinutes),
        Together = rules.AllowTogether, Channel = rules.MessageChannel, AskReviews = rules.ReviewDelayHours is not null, ReviewDelay = Text(rules.ReviewDelayHours ?? 2), OfferMinutes = Text(rules.WaitlistOfferMinutes), Reminders = [.. rules.ReminderMinutes.Select(ReminderModel.Of)],
        IsLimited = rules.VisitsPerDay is not null || rules.OpenVisits is not null, PerDay = Text(rules.VisitsPerDay ?? BookingRules.Default.VisitsPerDay!.Value), OpenVisits = Text(rules.OpenVisits ?? BookingRules.Default.OpenVisits!.Value),
        FreeUntil = Text(policy.FreeUntilHours), LateCancel = policy.LateCancelOnline, Notice = policy.Notice,
    };

    public (BookingRules Rules, CancellationPolicy Cancellation) Read(Checks checks, OrganizationSettings known)
    {
        var reminders = new List<int>();
        foreach (var reminder in Reminders)
        {
            if (reminder.Minutes().TryGet(out var minutes, out var fault)) reminders.Add(minutes);
            else checks.Fail("ReminderMinutes", fault);
        }

        var rules = known.Rules with
        {
            LeadMinutes = Number(checks, "LeadMinutes", Lead),
            HorizonDays = Number(checks, "HorizonDays", Horizon),
            SlotStep = Number(checks, "SlotStep", Step),
            HoldMinutes = Number(checks, "HoldMinutes", Hold),
            MaxWaitMinutes = Number(checks, "MaxWaitMinutes", Wait),
            AllowTogether = Together,
            VisitsPerDay = IsLimited ? Number(checks, "VisitsPerDay", PerDay) : null,
            OpenVisits = IsLimited ? Number(checks, "OpenVisits", OpenVisits) : null,
            MessageChannel = Channel,
            ReviewDelayHours = AskReviews ? Number(checks, "ReviewDelayHours", ReviewDelay) : null,
            WaitlistOfferMinutes = Number(checks, "WaitlistOfferMinutes", OfferMinutes),
            ReminderMinutes = [.. reminders],
        };
        return (rules, known.Cancellation with { FreeUntilHours = Number(checks, "FreeUntilHours", FreeUntil), LateCancelOnline = LateCancel, Notice = Notice });
    }

    private static int Number(Checks checks, string field, string typed)
    {
        if (NumberText.Parse(typed).TryGet(out var number, out var fault)) return number;
        checks.Fail(field, fault);
        return 0;
    }

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How long before the visit a reminder goes out, in the unit people think in.</summary>
public sealed class ReminderModel
{
    public string Count { get; set; } = "24";

    /// <summary>Minutes in one unit: 1, 60 or 1440.</summary>
    public string Unit { get; set; } = "60";

    public static ReminderModel Of(int minutes)
    {
        var unit = minutes % 1440 == 0 ? 1440 : minutes % 60 == 0 ? 60 : 1;
        return new() { Count = RulesModel.Text(minutes / unit), Unit = RulesModel.Text(unit) };
    }

    public Result<int> Minutes()
    {
        if (!NumberText.Parse(Count).TryGet(out var count, out var fault)) return fault;
        var unit = Unit is "60" or "1440" ? int.Parse(Unit, CultureInfo.InvariantCulture) : 1;
        return count > RulesChecks.MostReminderMinutes ? RulesChecks.MostReminderMinutes + 1 : count * unit; // too much either way
    }
}
