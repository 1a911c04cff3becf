namespace Salon.Tenancy;

/// <summary>The ranges of <see cref="BookingRules"/> and <see cref="CancellationPolicy"/>, checked and shown from one place.</summary>
public static class RulesChecks
{
    public static readonly IReadOnlyList<int> SlotSteps = [5, 10, 15, 20, 30, 60];
    public static readonly IReadOnlyList<string> Channels = ["whatsapp", "sms"];

    public const int MostLeadMinutes = 43_200;
    public const int MostHorizonDays = 366;
    public const int LeastHoldMinutes = 2;
    public const int MostHoldMinutes = 30;
    public const int MostWaitMinutes = 60;
    public const int MostReminders = 4;
    public const int LeastReminderMinutes = 15;
    public const int MostReminderMinutes = 20_160;
    public const int MostReviewDelayHours = 168;
    public const int MostWaitlistOfferMinutes = 720;
    public const int MostVisitsPerDay = 50;
    public const int MostOpenVisits = 200;
    public const int MostFreeUntilHours = 336;
    public const int LongestNotice = 1_000;

    public static void Check(Checks checks, BookingRules rules)
    {
        checks.That(SlotSteps.Contains(rules.SlotStep), nameof(rules.SlotStep), "Rules.SlotStep", string.Join(", ", SlotSteps));
        checks.Range(nameof(rules.LeadMinutes), rules.LeadMinutes, 0, MostLeadMinutes);
        checks.Range(nameof(rules.HorizonDays), rules.HorizonDays, 1, MostHorizonDays);
        checks.Range(nameof(rules.HoldMinutes), rules.HoldMinutes, LeastHoldMinutes, MostHoldMinutes);
        checks.Range(nameof(rules.MaxWaitMinutes), rules.MaxWaitMinutes, 0, MostWaitMinutes);
        if (checks.IsFine(nameof(rules.HorizonDays))) checks.That(rules.LeadMinutes < rules.HorizonDays * DayHours.MinutesPerDay, nameof(rules.LeadMinutes), "Rules.LeadBeyondHorizon");
        checks.That(rules.ReminderMinutes.Length <= MostReminders, nameof(rules.ReminderMinutes), "Rules.TooManyReminders", MostReminders);
        foreach (var minutes in rules.ReminderMinutes) checks.Range(nameof(rules.ReminderMinutes), minutes, LeastReminderMinutes, MostReminderMinutes);
        checks.That(rules.ReminderMinutes.Distinct().Count() == rules.ReminderMinutes.Length, nameof(rules.ReminderMinutes), "Rules.SameReminderTwice");
        if (rules.ReviewDelayHours is { } hours) checks.Range(nameof(rules.ReviewDelayHours), hours, 0, MostReviewDelayHours);
        checks.Range(nameof(rules.WaitlistOfferMinutes), rules.WaitlistOfferMinutes, 1, MostWaitlistOfferMinutes);
        if (rules.VisitsPerDay is { } perDay) checks.Range(nameof(rules.VisitsPerDay), perDay, 1, MostVisitsPerDay);
        if (rules.OpenVisits is { } open) checks.Range(nameof(rules.OpenVisits), open, 1, MostOpenVisits);
        checks.That(Channels.Contains(rules.MessageChannel), nameof(rules.MessageChannel), "Rules.UnknownChannel");
    }

    public static void Check(Checks checks, CancellationPolicy policy)
    {
        checks.Range(nameof(policy.FreeUntilHours), policy.FreeUntilHours, 0, MostFreeUntilHours);
        checks.Length(nameof(policy.Notice), policy.Notice, LongestNotice);
    }
}
