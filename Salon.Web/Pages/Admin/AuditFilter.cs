using NodaTime.Text;
using Salon.Auditing;
using Salon.Web.Components.BackOffice;

namespace Salon.Web.Pages.Admin;

/// <summary>What the address of the audit page, or of its file, asks for.</summary>
public sealed record AuditFilter(string? First, string? Last, string? Who, string? Act, string? Kind, string? Text, string? Id = null)
{
    /// <param name="zone">Whose days the dates mean.</param>
    public AuditQuestion Question(DateTimeZone zone) => new(
        DatesModel.Date(First)?.AtStartOfDayInZone(zone).ToInstant(),
        DatesModel.Date(Last)?.PlusDays(1).AtStartOfDayInZone(zone).ToInstant(),
        Guid.TryParse(Who, out var who) ? new UserId(who) : null,
        Enum.TryParse<AuditAct>(Act, out var act) && Enum.IsDefined(act) ? act : null,
        Kind, Guid.TryParse(Id, out var id) ? id : null, Characters.IsLonger(Text, 100) ? null : Text);

    public IReadOnlyDictionary<string, object?> Query => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["from"] = Some(First), ["to"] = Some(Last), ["who"] = Some(Who), ["act"] = Some(Act), ["kind"] = Some(Kind), ["q"] = Some(Text), ["id"] = Some(Id), ["page"] = null,
    };

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
