using Salon.Data;

namespace Salon.Team;

/// <summary>A person who performs services.</summary>
public sealed class StaffMember : ITenantRow
{
    private StaffMember() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public StaffId Id { get; private init; }
    public LocalizedText Name { get; private set; } // as customers read it; may be a first name or an alias
    public LocalizedText Title { get; private set; } = LocalizedText.Empty;
    public string? Picture { get; private set; }
    public bool Online { get; private set; } = true; // customers may ask for her
    public bool Active { get; private set; } = true;
    public int Position { get; private set; }
    public int Version { get; private set; }

    public static StaffMember Hire(OrganizationId organization, StaffId id, LocalizedText name, LocalizedText title, string? picture, int position) =>
        new() { OrganizationId = organization, Id = id, Name = name, Title = title, Picture = picture, Position = position };

    public void Describe(LocalizedText name, LocalizedText title, string? picture, bool online)
    {
        (Name, Title, Picture, Online) = (name, title, picture, online);
        Version++;
    }

    /// <summary>Her place in the list. Not a change of her: an editor who has her open may still save.</summary>
    public void MoveTo(int position) => Position = position;

    /// <summary>Her hours or skills changed: whoever edits the older ones is told.</summary>
    public void Touch() => Version++;

    public void Leave()
    {
        Active = false;
        Version++;
    }

    public void Return()
    {
        Active = true;
        Version++;
    }
}

/// <summary>A staff member can perform a service, perhaps at her own pace and price.</summary>
public sealed class StaffSkill : ITenantRow
{
    private StaffSkill() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public StaffId StaffId { get; private init; }
    public ServiceId ServiceId { get; private init; }
    public int? ActiveMinutes { get; private set; } // replaces the service's Active block
    public long? PriceMinor { get; private set; }   // replaces the service's price, same currency

    public static StaffSkill Of(OrganizationId organization, StaffId staff, ServiceId service, int? activeMinutes = null, long? priceMinor = null) =>
        new() { OrganizationId = organization, StaffId = staff, ServiceId = service, ActiveMinutes = activeMinutes, PriceMinor = priceMinor };

    /// <param name="activeMinutes">Null for the service's own pace.</param>
    /// <param name="priceMinor">Null for the service's own price.</param>
    public void Agree(int? activeMinutes, long? priceMinor) => (ActiveMinutes, PriceMinor) = (activeMinutes, priceMinor);
}

/// <summary>One range of a staff member's week at a branch, or a break within it.</summary>
public sealed class StaffHours : ITenantRow
{
    private StaffHours() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public StaffId StaffId { get; private init; }
    public BranchId BranchId { get; private init; }
    public RowId? SeasonId { get; private init; } // of the branch; null for the whole year
    public IsoDayOfWeek Day { get; private init; }
    public int FromMinute { get; private init; }
    public int ToMinute { get; private init; }
    public bool IsBreak { get; private init; }

    public DayHours Hours => new(FromMinute, ToMinute);

    public static StaffHours On(OrganizationId organization, StaffId staff, BranchId branch, IsoDayOfWeek day, DayHours hours, bool isBreak = false, RowId? season = null) => new()
    {
        OrganizationId = organization, Id = RowId.New(), StaffId = staff, BranchId = branch, SeasonId = season, Day = day,
        FromMinute = hours.From, ToMinute = hours.To, IsBreak = isBreak,
    };
}

/// <summary>Hours of one date that replace a staff member's week at a branch. A row without hours means she does not work there that date.</summary>
public sealed class StaffOverride : ITenantRow
{
    private StaffOverride() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public StaffId StaffId { get; private init; }
    public BranchId BranchId { get; private init; }
    public LocalDate Date { get; private init; }
    public int? FromMinute { get; private init; }
    public int? ToMinute { get; private init; }

    public DayHours? Hours => FromMinute is { } from && ToMinute is { } to ? new DayHours(from, to) : null;

    public static StaffOverride On(OrganizationId organization, StaffId staff, BranchId branch, LocalDate date, DayHours? hours) => new()
    {
        OrganizationId = organization, Id = RowId.New(), StaffId = staff, BranchId = branch, Date = date, FromMinute = hours?.From, ToMinute = hours?.To,
    };
}

/// <summary>A span in which a staff member is away, at every branch.</summary>
public sealed class TimeOff : ITenantRow
{
    private TimeOff() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public StaffId StaffId { get; private init; }
    public Instant StartsAt { get; private set; }
    public Instant EndsAt { get; private set; } // exclusive
    public string Reason { get; private set; } = "";

    public static TimeOff For(OrganizationId organization, StaffId staff, Span span, string reason, RowId? id = null) =>
        new() { OrganizationId = organization, Id = id ?? RowId.New(), StaffId = staff, StartsAt = span.Start, EndsAt = span.End, Reason = reason };
}
