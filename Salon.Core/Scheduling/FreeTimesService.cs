using NodaTime.Extensions;

namespace Salon.Scheduling;

/// <summary>When a visit is possible: for pages, desk, API, moving and the nearest other times. The one owner of that answer.</summary>
/// <remarks>
/// Anybody may ask: the answers name times and staff ids, never customers. A time that is shown is one that <see cref="ProposeAsync"/> accepts
/// for at least <see cref="TimeToChoose"/>, until somebody takes it or it begins.
/// </remarks>
public sealed partial class FreeTimesService(ScheduleReader reader, PublicHours hours, TimeProvider clock)
{
    /// <summary>The most dates of one question.</summary>
    public const int MaxDays = 62;

    /// <summary>How long a customer may look at a time that was shown to her: meanwhile the lead time does not take it from under her hands.</summary>
    public static readonly Duration TimeToChoose = Duration.FromMinutes(5);

    private const int NearbyDays = 7;
    private static readonly Duration DeskLooksBack = Duration.FromDays(1); // the desk writes down who has just walked in

    /// <summary>The free times of business dates; at most <see cref="MaxDays"/>. One statement, once the salon's rules are in memory.</summary>
    public async Task<Result<Availability>> AvailabilityAsync(VisitQuestion question, DateRange dates, CancellationToken ct)
    {
        if (dates.Days is < 1 or > MaxDays) return SchedulingErrors.RangeTooLong;
        if (!(await reader.AskAsync(question, ct)).TryGet(out var asked, out var refusal)) return refusal;

        var now = clock.GetCurrentInstant();
        var rules = RulesFor(asked, now, earliest: now);
        var free = await TimesAsync(asked, rules, dates, now, ct);
        return new Availability(asked.Hours.Zone, free.Days(dates));
    }

    /// <summary>The visit that would be booked at a start: who does what when, and every claim it needs.</summary>
    public async Task<Result<Proposal>> ProposeAsync(VisitQuestion question, Instant start, CancellationToken ct)
    {
        if (!(await reader.AskAsync(question, ct)).TryGet(out var asked, out var refusal)) return refusal;
        // She is not merely busy.
        if (question.Lines.Any(line => line.Staff is { } staff && !asked.Book.Staff.ContainsKey(staff))) return SchedulingErrors.UnknownStaff;

        var now = clock.GetCurrentInstant();
        var rules = RulesForTaking(asked, now);
        var date = start.InZone(asked.Hours.Zone).Date;
        var diary = await reader.ReadAsync(asked, new(date, date), now, ct);
        return new FreeTimes(diary, rules, asked.Request).Propose(start, requireOnStep: question.Online);
    }

    /// <summary>The visit of somebody who insists on a start although people are taken; rooms and chairs that are free are preferred.</summary>
    internal async Task<Result<Proposal>> InsistAsync(VisitQuestion question, Instant start, CancellationToken ct)
    {
        var first = await ProposeAsync(question with { Insist = Insistence.People }, start, ct);
        return first.Error == SchedulingErrors.NotFree ? await ProposeAsync(question with { Insist = Insistence.Everything }, start, ct) : first;
    }

    /// <summary>Who of the people who do a service could begin it when, on the business day under way; the first one first. Who has no time left is missing.</summary>
    public async Task<Result<IReadOnlyList<FirstFree>>> FirstFreeAsync(OrganizationId organization, BranchId branch, ServiceId service, CancellationToken ct)
    {
        var question = new VisitQuestion(organization, branch, [new WantedLine(service)]) { Online = false };
        if (!(await reader.AskAsync(question, ct)).TryGet(out var asked, out var refusal)) return refusal;

        var now = Minute.ToInstant(Minute.Floor(clock.GetCurrentInstant()));
        var today = new DateRange(asked.Hours.BusinessDateAt(now), asked.Hours.BusinessDateAt(now));
        var (rules, diary, line) = (RulesFor(asked, now, earliest: now), await reader.ReadAsync(asked, today, now, ct), asked.Request.Lines[0]);
        var found = new List<FirstFree>();
        foreach (var candidate in line.Candidates)
        {
            var hers = new FreeTimes(diary, rules, new VisitRequest([line with { Candidates = [candidate] }]));
            if (hers.Propose(now, requireOnStep: false).TryGet(out var atOnce, out _)) found.Add(new(candidate.Staff, atOnce.Start));
            else if (hers.Days(today) is [{ Slots: [var first, ..] }]) found.Add(new(candidate.Staff, first.Start));
        }
        return found.OrderBy(f => f.Start).ToArray();
    }

    /// <summary>Free times as near as possible to one that is not to be had, the nearest first. Fewer than asked for when the salon has no more.</summary>
    public async Task<Result<Slot[]>> NearestAsync(VisitQuestion question, Instant start, int count, CancellationToken ct)
    {
        if (!(await reader.AskAsync(question, ct)).TryGet(out var asked, out var refusal)) return refusal;

        var now = clock.GetCurrentInstant();
        var rules = RulesFor(asked, now, earliest: now);
        var date = start.InZone(asked.Hours.Zone).Date;
        var near = (await TimesAsync(asked, rules, new(date.PlusDays(-NearbyDays), date.PlusDays(NearbyDays)), now, ct)).Nearest(start, count);
        if (near.Length == count) return near;
        return (await TimesAsync(asked, rules, new(date.PlusDays(-NearbyDays), date.PlusDays(MaxDays)), now, ct)).Nearest(start, count);
    }

    /// <summary>The business date under way at a branch: yesterday's while it is still open after midnight.</summary>
    /// <exception cref="KeyNotFoundException">The salon has no such open branch.</exception>
    public async Task<LocalDate> BusinessDateAsync(OrganizationId organization, BranchId branch, Instant now, CancellationToken ct) =>
        (await hours.ReadAsync(organization, ct))[branch].BusinessDateAt(now);

    private async Task<FreeTimes> TimesAsync(Asked asked, VisitRules rules, DateRange dates, Instant now, CancellationToken ct)
    {
        // Nothing outside of these can be free; a range wholly outside becomes one empty day.
        var first = LocalDate.Max(dates.First, rules.Earliest.InZone(asked.Hours.Zone).Date.PlusDays(-1));
        var last = LocalDate.Max(first, LocalDate.Min(dates.Last, rules.LastDate));
        return new(await reader.ReadAsync(asked, new(first, last), now, ct), rules, asked.Request);
    }

    /// <param name="earliest">The first start the desk may have; customers wait for the lead time.</param>
    private static VisitRules RulesFor(Asked asked, Instant now, Instant earliest)
    {
        var rules = asked.Book.Rules;
        return asked.Question.Online
            ? new(rules.SlotStep, now + Duration.FromMinutes(rules.LeadMinutes), asked.Hours.BusinessDateAt(now).PlusDays(rules.HorizonDays), rules.MaxWaitMinutes)
            : new(rules.SlotStep, earliest, LocalDate.MaxIsoValue, rules.MaxWaitMinutes);
    }

    /// <summary>Of a start that somebody has chosen already.</summary>
    private static VisitRules RulesForTaking(Asked asked, Instant now)
    {
        var rules = RulesFor(asked, now, earliest: now - DeskLooksBack);
        return asked.Question.Online ? rules with { Earliest = Instant.Max(now, rules.Earliest - TimeToChoose) } : rules;
    }
}
