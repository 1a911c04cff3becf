using Salon.Contacts;

namespace Salon.Web.Pages.Desk;

/// <summary>A customer as she is typed.</summary>
public sealed class CustomerModel
{
    public string Name { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Email { get; set; } = "";
    public string Language { get; set; } = "ar";
    public string Staff { get; set; } = "";
    public string Allergies { get; set; } = "";
    public string Note { get; set; } = "";
    public string Tags { get; set; } = "";
    public bool News { get; set; }

    public static CustomerModel Of(ContactDraft draft) => new()
    {
        Name = draft.Name, Phone = draft.Phone, Email = draft.Email, Language = draft.Language, Staff = draft.PreferredStaff?.ToString() ?? "", Allergies = draft.Allergies,
        Note = draft.Note, Tags = string.Join("، ", draft.Tags), News = draft.WantsNews,
    };

    /// <summary>Tags stand between commas of either script.</summary>
    public ContactDraft Read() => new(
        Name, Phone, Email, Language, Note, Allergies, Guid.TryParse(Staff, out var staff) ? new StaffId(staff) : null, News,
        Tags.Split([',', '،', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
