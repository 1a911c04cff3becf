namespace Salon.Contacts;

/// <summary>A contact as it is written down at the desk.</summary>
/// <param name="Phone">As typed; empty for somebody without one.</param>
/// <param name="Language">"ar" or "en": of messages to her.</param>
/// <param name="Note">For the salon only.</param>
/// <param name="Allergies">And anything else to mind before a treatment.</param>
/// <param name="WantsNews">She agreed to hear of offers and news.</param>
/// <param name="Tags">At most <see cref="ContactTag.Most"/>.</param>
public sealed record ContactDraft(
    string Name, string Phone, string Email, string Language, string Note, string Allergies, StaffId? PreferredStaff, bool WantsNews, IReadOnlyList<string> Tags)
{
    public const int LongestName = 100;
    public const int LongestNote = 2_000;
    public const int LongestAllergies = 500;
    public const int LongestEmail = 200;

    public static ContactDraft Empty => new("", "", "", "ar", "", "", null, false, []);
}
