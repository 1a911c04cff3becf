using System.Globalization;
using Salon.Team;

namespace Salon.Web.Pages.Admin;

/// <summary>A staff member as she is typed: text until she is saved.</summary>
public sealed class StaffModel
{
    public LocalizedText Name { get; set; } = LocalizedText.Empty;
    public LocalizedText Title { get; set; } = LocalizedText.Empty;
    public string Picture { get; set; } = "";
    public bool Online { get; set; } = true;
    public SortedDictionary<Guid, SkillModel> Skills { get; set; } = [];

    public static StaffModel Of(StaffDraft draft, string currency) => new()
    {
        Name = draft.Name, Title = draft.Title, Picture = draft.Picture ?? "", Online = draft.Online,
        Skills = new(draft.Skills.ToDictionary(s => s.Service.Value, s => new SkillModel
        {
            Minutes = s.ActiveMinutes?.ToString(CultureInfo.InvariantCulture) ?? "",
            Price = s.PriceMinor is { } minor ? MoneyText.Edit(new(minor, currency)) : "",
        })),
    };

    public StaffDraft Read(Checks checks, string currency) => new(Name, Title, Picture, Online, [.. Skills.Select(s => new SkillDraft(
        new(s.Key), Minutes(checks, s.Key, s.Value.Minutes), Price(checks, s.Key, s.Value.Price, currency)))]);

    private static int? Minutes(Checks checks, Guid service, string typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (NumberText.Parse(typed).TryGet(out var minutes, out var fault)) return minutes;
        checks.Fail($"Skills.{service}.ActiveMinutes", fault);
        return null;
    }

    private static long? Price(Checks checks, Guid service, string typed, string currency)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (MoneyText.Parse(typed, currency).TryGet(out var price, out var fault)) return price.Minor;
        checks.Fail($"Skills.{service}.Price", fault);
        return null;
    }
}

/// <summary>Empty fields mean the service's own pace and price.</summary>
public sealed class SkillModel
{
    public string Minutes { get; set; } = "";
    public string Price { get; set; } = "";
}
