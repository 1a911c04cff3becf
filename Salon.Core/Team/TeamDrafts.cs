using Salon.Tenancy;

namespace Salon.Team;

/// <summary>A service somebody performs.</summary>
/// <param name="ActiveMinutes">Her own pace for the active block, 1 to 720; null for the service's.</param>
/// <param name="PriceMinor">Her own price with VAT, in minor units of the organization's currency; null for the service's.</param>
public sealed record SkillDraft(ServiceId Service, int? ActiveMinutes, long? PriceMinor);

/// <summary>A staff member as her form holds her.</summary>
/// <param name="Name">As customers read it; may be a first name or an alias.</param>
/// <param name="Picture">A path under /img or the name of an uploaded picture; null for none.</param>
/// <param name="Online">Whether customers may ask for her.</param>
public sealed record StaffDraft(LocalizedText Name, LocalizedText Title, string? Picture, bool Online, IReadOnlyList<SkillDraft> Skills)
{
    internal StaffDraft Tidy() => this with { Name = TidyText.Line(Name), Title = TidyText.Line(Title), Picture = string.IsNullOrWhiteSpace(Picture) ? null : Picture.Trim() };

    internal Checks Check()
    {
        var checks = new Checks();
        checks.Name(nameof(Name), Name);
        checks.Length(nameof(Title), Title, 80);
        checks.Picture(nameof(Picture), Picture);
        checks.That(Skills.DistinctBy(s => s.Service).Count() == Skills.Count, nameof(Skills), "Team.SkillTwice");
        foreach (var skill in Skills)
        {
            if (skill.ActiveMinutes is { } minutes) checks.Range($"Skills.{skill.Service}.ActiveMinutes", minutes, 1, 720);
            checks.That(skill.PriceMinor is null or >= 0, $"Skills.{skill.Service}.Price", "Money.NotAnAmount");
        }

        return checks;
    }
}

/// <summary>A staff member in a list or switch.</summary>
/// <param name="Skills">How many services of the menu she performs; without any nobody can book her.</param>
/// <param name="Branches">Where she has hours in an ordinary week.</param>
public sealed record StaffRow(
    StaffId Id, LocalizedText Name, LocalizedText Title, string? Picture, bool Online, bool Active, int Skills, IReadOnlyList<BranchId> Branches, int Version);

/// <param name="Version">To be handed back when saving her, her hours or her time off.</param>
public sealed record StaffForm(StaffId Id, StaffDraft Draft, bool Active, int Version);

/// <summary>Somebody's ordinary week at one branch.</summary>
public sealed record BranchWeek(BranchId Branch, IReadOnlyList<WeekRange> Week);

/// <summary>One date with hours of her own at a branch.</summary>
/// <param name="Hours">Empty: she does not work there that date.</param>
public sealed record OverrideRow(BranchId Branch, LocalDate Date, IReadOnlyList<DayHours> Hours);

public sealed record TimeOffRow(RowId Id, Span Span, string Reason);

/// <summary>When somebody works, as her editors read it.</summary>
/// <param name="Overrides">From yesterday on.</param>
/// <param name="TimesOff">Those that have not ended.</param>
/// <param name="Version">Hers; to be handed back when saving.</param>
public sealed record StaffHoursForm(IReadOnlyList<BranchWeek> Weeks, IReadOnlyList<OverrideRow> Overrides, IReadOnlyList<TimeOffRow> TimesOff, int Version);
