using System.ComponentModel;
using Salon.Catalog;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Web.Endpoints;

/// <summary>An amount as the API writes it.</summary>
internal sealed record MoneyAnswer(
    [property: Description("Whole minor units: 11500 is 115.00 SAR.")] long Amount,
    [property: Description("ISO 4217 code.")] string Currency)
{
    public static MoneyAnswer Of(Money money) => new(money.Minor, money.Currency);
}

/// <summary>A salon of the public list.</summary>
internal sealed record SalonListItem(
    [property: Description("Names the salon in every other call.")] string Slug,
    [property: Description("In the caller's language.")] string Name,
    string City,
    [property: Description("1 to 5; null while nobody has rated.")] double? Rating,
    int ReviewCount)
{
    public static SalonListItem Of(SalonCard card) => new(card.Slug, card.Name.ToString(), card.City.ToString(), Rounded(card.Rating), card.RatingCount);

    internal static double? Rounded(double? rating) => rating is { } stars ? Math.Round(stars, 2) : null;
}

/// <summary>One salon with its branches.</summary>
internal sealed record SalonAnswer(
    string Slug, string Name, string About, string City,
    [property: Description("E.164.")] string? Phone,
    [property: Description("ISO 4217 code of its prices.")] string Currency,
    [property: Description("1 to 5; null while nobody has rated.")] double? Rating,
    int ReviewCount,
    [property: Description("How far ahead visits can be booked, in days.")] int BookableDays,
    [property: Description("Until how many hours before a visit cancelling is free.")] int FreeCancelHours,
    [property: Description("In the salon's own order.")] IReadOnlyList<BranchAnswer> Branches)
{
    public static SalonAnswer Of(SalonProfile salon, IReadOnlyDictionary<BranchId, OpeningHours> hours, Instant now) => new(
        salon.Slug, salon.Name.ToString(), salon.About.ToString(), salon.City.ToString(), salon.Phone, salon.Currency,
        SalonListItem.Rounded(salon.Rating), salon.RatingCount, salon.Rules.HorizonDays, salon.Cancellation.FreeUntilHours,
        [.. salon.Branches.Select(branch => BranchAnswer.Of(branch, hours.GetValueOrDefault(branch.Id), now))]);
}

/// <summary>A place of a salon.</summary>
internal sealed record BranchAnswer(
    Guid Id, string Name, string Address,
    [property: Description("IANA name, such as Asia/Riyadh. Days and opening hours are meant in it.")] string TimeZone,
    string Currency,
    [property: Description("E.164.")] string? Phone,
    double? Latitude, double? Longitude,
    [property: Description("Seven business days from the one under way, exceptions and seasons included.")] IReadOnlyList<OpenDayAnswer> OpeningHours)
{
    public static BranchAnswer Of(BranchCard branch, OpeningHours? hours, Instant now) => new(
        branch.Id.Value, branch.Name.ToString(), branch.Address.ToString(), branch.ZoneId, branch.Currency, branch.Phone, branch.Latitude, branch.Longitude,
        [.. hours?.ComingWeek(now).Select(day => OpenDayAnswer.Of(day.Date, day.Hours)) ?? []]);
}

/// <summary>When a branch is open on a business day.</summary>
internal sealed record OpenDayAnswer(
    [property: Description("yyyy-MM-dd")] string Date,
    [property: Description("monday to sunday")] string Day,
    [property: Description("Empty on a day the branch is closed.")] IReadOnlyList<OpenRangeAnswer> Ranges)
{
    public static OpenDayAnswer Of(LocalDate date, IReadOnlyList<DayHours> hours) => new(
        Moments.Write(date), date.DayOfWeek.ToString().ToLowerInvariant(), [.. hours.Select(range => new OpenRangeAnswer(Clock(range.From), Clock(range.To)))]);

    private static string Clock(int minute) => $"{minute / 60 % 24:00}:{minute % 60:00}";
}

/// <summary>From opening to closing.</summary>
internal sealed record OpenRangeAnswer(
    [property: Description("HH:mm on the wall of the branch.")] string From,
    [property: Description("HH:mm; not after `from` when the branch closes after midnight.")] string To);

/// <summary>Something on the menu.</summary>
internal sealed record ServiceAnswer(
    Guid Id, string Name, string About,
    [property: Description("What the customer's visit takes, waiting times included; the least where people take different times.")] int DurationMinutes,
    [property: Description("What the customer pays, with VAT where the salon is registered for it; the least where people ask different prices. The booking says what was agreed.")]
    MoneyAnswer Price,
    Guid CategoryId, string Category)
{
    public static IEnumerable<ServiceAnswer> Of(MenuGroup group) => group.Items.Select(item => new ServiceAnswer(
        item.Id.Value, item.Name.ToString(), item.About.ToString(), item.Minutes, MoneyAnswer.Of(item.Price), group.Id.Value, group.Name.ToString()));
}

/// <summary>A person customers may ask for.</summary>
internal sealed record StaffAnswer(
    Guid Id, string DisplayName, string Title,
    [property: Description("What she performs.")] IReadOnlyList<Guid> ServiceIds,
    [property: Description("Where she works in an ordinary week.")] IReadOnlyList<Guid> BranchIds)
{
    public static StaffAnswer Of(TeamCard person) => new(
        person.Id.Value, person.Name.ToString(), person.Title.ToString(), [.. person.Services.Select(s => s.Value)], [.. person.Branches.Select(b => b.Value)]);
}

/// <summary>Free times of a range of business days.</summary>
internal sealed record AvailabilityAnswer(
    [property: Description("The branch's zone, in which the dates are meant.")] string TimeZone,
    IReadOnlyList<DayAnswer> Days)
{
    public static AvailabilityAnswer Of(Availability free) => new(free.Zone.Id, [.. free.Days.Select(day => DayAnswer.Of(day, free.Zone))]);
}

/// <summary>Free times of one business day; those after midnight belong to the day that began before.</summary>
internal sealed record DayAnswer(
    [property: Description("yyyy-MM-dd")] string Date,
    [property: Description("open: times are free; full: the salon works but nothing is left; closed: it does not work, or the day cannot be booked.")] DayState State,
    IReadOnlyList<SlotAnswer> Slots,
    [property: Description("Why there is no time: branchClosed, notOffered (at this branch), nobodyWorks, personOff, beyondHorizon, tooLate, fullyBooked; null when there is one.")] NoTimes? Reason)
{
    public static DayAnswer Of(DayTimes day, DateTimeZone zone) => new(Moments.Write(day.Date), day.State, [.. day.Slots.Select(slot => SlotAnswer.Of(slot, zone))], day.Reason);
}

/// <summary>A time that can be booked.</summary>
internal sealed record SlotAnswer(
    [property: Description("With the branch's offset.")] DateTimeOffset Start,
    [property: Description("When the customer leaves.")] DateTimeOffset End,
    [property: Description("One service: everyone who could do it, the best choice first. Several: who would do each, in the order of the visit.")] IReadOnlyList<Guid> Staff)
{
    public static SlotAnswer Of(Slot slot, DateTimeZone zone) => new(slot.Start.In(zone), slot.End.In(zone), [.. slot.Staff.Select(s => s.Value)]);
}
