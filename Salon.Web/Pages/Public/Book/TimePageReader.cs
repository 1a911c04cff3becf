using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Pages.Public.Book;

/// <summary>The days and times a visit can be had.</summary>
/// <param name="First">The first day with a free time; null when there is none within the salon's horizon.</param>
/// <param name="Days">The days of the strip.</param>
/// <param name="NextFree">The next day with a free time after the chosen one, when the chosen one has none.</param>
/// <param name="Lost">The time somebody else was faster at.</param>
public sealed record TimeDays(
    DateTimeZone Zone, LocalDate Today, LocalDate? First, IReadOnlyList<DayTimes> Days, DayTimes Chosen, LocalDate? NextFree,
    LostTime? Lost, IReadOnlyList<NearTime> Nearest);

/// <summary>A time somebody else was faster at.</summary>
/// <param name="Date">The business date it belongs to.</param>
public sealed record LostTime(LocalDate Date, Instant StartsAt);

/// <summary>Everything the page of times shows.</summary>
/// <param name="People">Who may be asked for at this branch.</param>
/// <param name="Wanted">The visit as the engine was asked for it.</param>
public sealed record TimeView(
    SalonProfile Salon, BranchCard Branch, IReadOnlyList<TeamCard> People, TeamCard? Person, IReadOnlyList<WantedLine> Wanted, VisitSummary Summary, TimeDays When)
{
    /// <summary>Until when this visit may be cancelled for free.</summary>
    public CancellationPolicy Cancellation { get; init; } = Salon.Cancellation;

    /// <summary>All services at the same time, as it was asked and is allowed.</summary>
    public bool Together { get; init; }

    /// <summary>What the salon suggests besides; empty when a visit has no room for more services.</summary>
    public IReadOnlyList<MenuItem> AddOns { get; init; } = [];

    /// <summary>Other branches where everything that was chosen is done.</summary>
    public IReadOnlyList<BranchCard> Elsewhere { get; init; } = [];

    /// <summary>The people who are asked for by name.</summary>
    public IReadOnlyList<LocalizedText> AskedFor => [.. People.Where(p => Wanted.Any(line => line.Staff == p.Id)).Select(p => p.Name)];

    public bool MayBeTogether => Salon.Rules.AllowTogether && Wanted.Count > 1;

    /// <summary>Something was asked for that others could do without.</summary>
    public bool IsPicky => Together || Wanted.Any(line => line.Staff is not null);

    public Slot? Soonest => When.Days.FirstOrDefault(day => day.Date == When.First)?.Slots[0];

    public bool HasThisEvening => When.Days.FirstOrDefault(day => day.Date == When.Today) is { } today && DayParts.FirstInTheEvening(today, When.Zone) is not null;

    public LocalDate? Thursday => When.Days.FirstOrDefault(day => day is { State: DayState.Open, Date.DayOfWeek: IsoDayOfWeek.Thursday } && day.Date != When.Today)?.Date;

    public string? EarlierUrl(Trail trail) =>
        When.Days[0].Date > When.Today ? (trail with { Date = LocalDate.Max(When.Today, When.Days[0].Date.PlusDays(-TimePageReader.StripDays)) }).TimeUrl : null;

    public string? LaterUrl(Trail trail) =>
        When.Days[^1].Date < When.Today.PlusDays(Salon.Rules.HorizonDays) ? (trail with { Date = When.Days[^1].Date.PlusDays(1) }).TimeUrl : null;
}

/// <summary>Gathers what the page of times shows from the services that know it.</summary>
public sealed class TimePageReader(
    SalonDirectory directory, PublicMenu menu, PublicTeam team, FreeTimesService freeTimes, BookingQueries bookings, TimeProvider clock)
{
    public const int StripDays = 14;

    public async Task<Result<TimeView>> ReadAsync(HttpContext http, Trail trail, long? lostSeconds, CancellationToken ct)
    {
        if (!(await directory.FindAsync(trail.Slug, ct)).TryGet(out var salon, out var refusal)) return refusal;

        var everybody = await team.ReadAsync(salon.Id, ct);
        if (trail.BranchOf(salon, everybody) is not { } branch) return TenancyErrors.UnknownSalon;
        var people = everybody.Where(p => p.Branches.Contains(branch.Id) && p.Services.Intersect(trail.Services).Any()).ToList();
        var person = people.FirstOrDefault(p => p.Id == trail.Staff);
        var wanted = trail.Lines(people);
        var together = trail.Together && salon.Rules.AllowTogether && wanted.Count > 1;
        if (!(await team.QuoteAsync(salon.Id, [.. wanted.Select(w => (w.Service, w.Staff))], branch.Id, ct)).TryGet(out var quote, out refusal)) return refusal;

        var hers = await bookings.HeldByAsync(await http.ActorAsync(salon.Id, ct), ct); // a time she keeps herself is not taken when she comes back to choose again
        var question = new VisitQuestion(salon.Id, branch.Id, wanted) { Together = together, Ignore = hers };
        if (!(await DaysAsync(question, trail, lostSeconds, ct)).TryGet(out var days, out refusal)) return refusal;
        var addOns = wanted.Count < BookRequest.MaxLines ? await menu.AddOnsAsync(salon.Id, trail.Services, branch.Id, ct) : [];
        var shown = days.Days.SelectMany(day => day.Slots).Concat(days.Nearest.Select(near => near.Slot));
        var summary = VisitSummary.Of(quote, salon.Money, wanted, people, branch).Lasting(quote, shown, together);
        return new TimeView(salon, branch, people, person, wanted, summary, days)
        {
            Together = together, AddOns = addOns,
            Elsewhere = [.. salon.Branches.Where(b => b.Id != branch.Id && trail.AllDoneAt(b.Id, everybody))],
            Cancellation = salon.Cancellation.For(quote.Lines.Select(line => line.FreeUntilHours)),
        };
    }

    /// <summary>The same for a booking that is moved: its services, its branch, and the people she had asked for.</summary>
    public async Task<Result<TimeView>> ReadForMoveAsync(Trail trail, BookingView booking, long? lostSeconds, CancellationToken ct)
    {
        if (!(await directory.FindAsync(trail.Slug, ct)).TryGet(out var salon, out var refusal)) return refusal;
        if (salon.Branches.FirstOrDefault(b => b.Id == booking.Branch.Id) is not { } branch) return TenancyErrors.UnknownSalon;

        var wanted = trail.Anyone ? booking.WithAnyone : booking.Wanted;
        var question = new VisitQuestion(salon.Id, branch.Id, wanted) { Together = booking.Together, Ignore = [booking.Id] };
        if (!(await DaysAsync(question, trail, lostSeconds, ct, booking.StartsAt)).TryGet(out var days, out refusal)) return refusal;
        return new TimeView(salon, branch, [], null, wanted, VisitSummary.Of(booking), days);
    }

    /// <param name="present">The time of a visit that is moved: it is not another one.</param>
    private async Task<Result<TimeDays>> DaysAsync(VisitQuestion question, Trail trail, long? lostSeconds, CancellationToken ct, Instant? present = null)
    {
        var today = await freeTimes.BusinessDateAsync(question.Organization, question.Branch, clock.GetCurrentInstant(), ct);
        if (!(await StripAsync(question, today, present, ct)).TryGet(out var free, out var refusal)) return refusal;
        var first = FirstFree(free.Days) ?? await FirstFreeAsync(question, today.PlusDays(StripDays), present, ct);

        var date = LocalDate.Max(today, trail.Date ?? first ?? today);
        var start = today.PlusDays(Period.DaysBetween(today, date) / StripDays * StripDays); // strips stand edge to edge, so that earlier and later always meet
        if (start != today && !(await StripAsync(question, start, present, ct)).TryGet(out free, out refusal)) return refusal;

        var chosen = free.Days.First(day => day.Date == date);
        var next = chosen.State == DayState.Open ? null
            : FirstFree(free.Days.Where(day => day.Date > date)) ?? await FirstFreeAsync(question, start.PlusDays(StripDays), present, ct);
        var times = new TimeDays(free.Zone, today, first, free.Days, chosen, next, null, []);
        if (lostSeconds is not { } seconds) return times;

        var gone = FormTime.Of(seconds);
        var nearest = await freeTimes.NearAsync(question, gone, ct);
        if (nearest.Any(near => near.Slot.Start == gone)) return times; // given back meanwhile
        var lost = new LostTime(await freeTimes.BusinessDateAsync(question.Organization, question.Branch, gone, ct), gone);
        return times with { Lost = lost, Nearest = [.. nearest.Where(near => near.Slot.Start != present)] };
    }

    private Task<Result<Availability>> StripAsync(VisitQuestion question, LocalDate start, Instant? present, CancellationToken ct) =>
        FreeAsync(question, new(start, start.PlusDays(StripDays - 1)), present, ct);

    // Asked only when the strip at hand is full: then the customer is shown where the next free day is instead of an empty calendar.
    private async Task<LocalDate?> FirstFreeAsync(VisitQuestion question, LocalDate from, Instant? present, CancellationToken ct) =>
        (await FreeAsync(question, new(from, from.PlusDays(FreeTimesService.MaxDays - 1)), present, ct)).TryGet(out var free, out _)
            ? FirstFree(free.Days) : null;

    private async Task<Result<Availability>> FreeAsync(VisitQuestion question, DateRange dates, Instant? present, CancellationToken ct)
    {
        if (!(await freeTimes.AvailabilityAsync(question, dates, ct)).TryGet(out var free, out var refusal)) return refusal;
        return present is { } hers ? free with { Days = [.. free.Days.Select(day => Without(day, hers))] } : free;
    }

    private static DayTimes Without(DayTimes day, Instant time)
    {
        if (!day.Slots.Any(slot => slot.Start == time)) return day;
        List<Slot> others = [.. day.Slots.Where(slot => slot.Start != time)];
        return others.Count > 0 ? day with { Slots = others } : new(day.Date, DayState.Full, []) { Reason = NoTimes.FullyBooked };
    }

    private static LocalDate? FirstFree(IEnumerable<DayTimes> days) => days.FirstOrDefault(day => day.State == DayState.Open)?.Date;
}
