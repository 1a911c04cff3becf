using Salon.Data;

namespace Salon.Contacts;

/// <summary>A person as one organization knows her.</summary>
public sealed class Contact : ITenantRow
{
    private const int LongestKeys = 500;

    private Contact() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public ContactId Id { get; private init; }
    public string Name { get; private set; } = "";
    public string? Phone { get; private set; } // E.164, unique inside the organization
    public string Language { get; private set; } = "ar";
    public UserId? UserId { get; private set; } // the account that proved this phone
    public string SearchKeys { get; private set; } = "";
    public string? Email { get; private set; }
    public string Note { get; private set; } = ""; // the salon's own, never shown to her
    public string Allergies { get; private set; } = ""; // and anything else to mind before a treatment
    public StaffId? PreferredStaffId { get; private set; }
    public bool WantsNews { get; private set; } // agreed to hear of offers and news
    public Instant? NewsDecidedAt { get; private set; } // when she last said yes or no
    public Instant CreatedAt { get; private set; }
    public int Visits { get; private init; } // that took place; counted by VisitCounts, as the two below
    public int NoShows { get; private init; }
    public Instant LastVisitAt { get; private init; } // when the last of them began; 1970 while there was none, so that the list is in the order of an index
    public int Version { get; private set; }

    public static Contact Meet(OrganizationId organization, ContactId id, string name, PhoneNumber? phone, string language, UserId? user, Instant now) => new()
    {
        OrganizationId = organization, Id = id, Name = name, Phone = phone?.Value, Language = language, UserId = user, CreatedAt = now,
        SearchKeys = KeysOf(name),
    };

    public void Rename(string name)
    {
        Name = name;
        SearchKeys = KeysOf(name);
        Version++;
    }

    /// <summary>What the salon knows about her. Null for <paramref name="phone"/> only when she has none.</summary>
    /// <param name="owner">Whoever proved that phone: another phone may be another person's.</param>
    internal void Describe(ContactDraft draft, PhoneNumber? phone, UserId? owner, Instant now)
    {
        if (phone?.Value != Phone || UserId is null) UserId = owner;
        (Name, Phone, Email, Language) = (draft.Name, phone?.Value, draft.Email.Length == 0 ? null : draft.Email, draft.Language);
        (Note, Allergies, PreferredStaffId) = (draft.Note, draft.Allergies, draft.PreferredStaff);
        if (WantsNews != draft.WantsNews) (WantsNews, NewsDecidedAt) = (draft.WantsNews, now);
        SearchKeys = KeysOf(Name);
        Version++;
    }

    /// <summary>Takes over what another row for the same person knew and this one did not.</summary>
    internal void Absorb(Contact other)
    {
        if (Phone is not null && other.Phone is { } second && second != Phone) Note = Joined(Note, PhoneNumber.FromStored(second).ToInternational());
        Phone ??= other.Phone;
        Email ??= other.Email;
        if (UserId is null && other.UserId is not null) (UserId, Language) = (other.UserId, other.Language); // the language she chose herself
        PreferredStaffId ??= other.PreferredStaffId;
        if (other.CreatedAt < CreatedAt) CreatedAt = other.CreatedAt; // how long the salon has known her
        Note = Joined(Note, other.Note);
        Allergies = Joined(Allergies, other.Allergies);
        if (NewsDecidedAt is null || other.NewsDecidedAt > NewsDecidedAt) (WantsNews, NewsDecidedAt) = (other.WantsNews, other.NewsDecidedAt); // her last word counts
        Version++;
    }

    // PostgreSQL keeps no more than 2,700 bytes in an index, and a name of signs that fold into words can be longer.
    private static string KeysOf(string name) => Characters.Cut(SearchText.Keys(name), LongestKeys);

    private static string Joined(string mine, string other) => mine.Length == 0 || mine == other ? other : other.Length == 0 ? mine : $"{mine}\n{other}";

    /// <summary>The person proved this phone herself: her account and her language are known from now on.</summary>
    public void Recognize(UserId user, string language)
    {
        (UserId, Language) = (user, language);
        Version++;
    }
}

/// <summary>A word the salon sorts its contacts by: "VIP", "bride".</summary>
public sealed class ContactTag : ITenantRow
{
    public const int Longest = 30;
    public const int Most = 12; // of one contact

    private ContactTag() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public ContactId ContactId { get; private init; }
    public string Tag { get; private init; } = "";

    internal static ContactTag Of(OrganizationId organization, ContactId contact, string tag) => new() { OrganizationId = organization, ContactId = contact, Tag = tag };
}
