using Salon.Data;

namespace Salon.Tenancy;

/// <summary>A place with a time zone, a currency and hours.</summary>
public sealed class Branch : ITenantRow
{
    private Branch() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public BranchId Id { get; private init; }
    public LocalizedText Name { get; private set; }
    public LocalizedText Address { get; private set; }
    public string ZoneId { get; private set; } = "Asia/Riyadh"; // IANA
    public string Currency { get; private set; } = "SAR";
    public string? Phone { get; private set; } // E.164
    public double? Latitude { get; private set; }
    public double? Longitude { get; private set; }
    public int Position { get; private set; }
    public bool Active { get; private set; } = true;
    public int Version { get; private set; }

    public static Branch Open(OrganizationId organization, BranchId id, LocalizedText name, LocalizedText address, string zoneId, string currency, int position) =>
        new() { OrganizationId = organization, Id = id, Name = name, Address = address, ZoneId = zoneId, Currency = currency, Position = position };

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];

    public void Describe(LocalizedText name, LocalizedText address, string? phone, double? latitude, double? longitude)
    {
        (Name, Address, Phone, Latitude, Longitude) = (name, address, phone, latitude, longitude);
        Version++;
    }

    /// <summary>Where its clocks stand. Only before the first booking: dates that were promised must not shift.</summary>
    public void Settle(string zoneId)
    {
        ZoneId = zoneId;
        Version++;
    }

    /// <summary>Its hours changed: whoever edits the older ones is told.</summary>
    public void Touch() => Version++;

    /// <summary>Its place in the list. Not a change of the branch: an editor who has it open may still save.</summary>
    public void MoveTo(int position) => Position = position;

    public void Close()
    {
        Active = false;
        Version++;
    }

    public void Reopen()
    {
        Active = true;
        Version++;
    }
}

/// <summary>One range of a branch's week; a day may have several. Belongs to a season, or to the whole year when that is null.</summary>
public sealed class BranchHours : ITenantRow
{
    private BranchHours() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public BranchId BranchId { get; private init; }
    public RowId? SeasonId { get; private init; }
    public IsoDayOfWeek Day { get; private init; }
    public int FromMinute { get; private init; } // DayHours.From
    public int ToMinute { get; private init; }   // DayHours.To; above 1440 it ends after midnight

    public DayHours Hours => new(FromMinute, ToMinute);

    public static BranchHours On(OrganizationId organization, BranchId branch, IsoDayOfWeek day, DayHours hours, RowId? season = null) => new()
    {
        OrganizationId = organization, Id = RowId.New(), BranchId = branch, Day = day, FromMinute = hours.From, ToMinute = hours.To, SeasonId = season,
    };
}

/// <summary>A span of dates with a week of its own, such as Ramadan.</summary>
public sealed class Season : ITenantRow
{
    private Season() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public BranchId BranchId { get; private init; }
    public LocalizedText Name { get; private set; }
    public LocalDate First { get; private set; }
    public LocalDate Last { get; private set; } // inclusive

    public static Season Between(OrganizationId organization, BranchId branch, LocalizedText name, LocalDate first, LocalDate last, RowId? id = null) =>
        new() { OrganizationId = organization, Id = id ?? RowId.New(), BranchId = branch, Name = name, First = first, Last = last };

    public void Change(LocalizedText name, LocalDate first, LocalDate last) => (Name, First, Last) = (name, first, last);
}

/// <summary>Hours of one date that replace the week's. A row without hours closes the date; several rows are several ranges.</summary>
public sealed class BranchException : ITenantRow
{
    private BranchException() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public BranchId BranchId { get; private init; }
    public LocalDate Date { get; private init; }
    public int? FromMinute { get; private init; }
    public int? ToMinute { get; private init; }
    public LocalizedText Note { get; private set; } = LocalizedText.Empty;

    public DayHours? Hours => FromMinute is { } from && ToMinute is { } to ? new DayHours(from, to) : null;

    public static BranchException On(OrganizationId organization, BranchId branch, LocalDate date, DayHours? hours, LocalizedText note) => new()
    {
        OrganizationId = organization, Id = RowId.New(), BranchId = branch, Date = date, FromMinute = hours?.From, ToMinute = hours?.To, Note = note,
    };
}
