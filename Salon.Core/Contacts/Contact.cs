using Salon.Data;

namespace Salon.Contacts;

/// <summary>A person as one organization knows her.</summary>
public sealed class Contact : ITenantRow
{
    private Contact() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public ContactId Id { get; private init; }
    public string Name { get; private set; } = "";
    public string? Phone { get; private set; } // E.164, unique inside the organization
    public string Language { get; private set; } = "ar";
    public UserId? UserId { get; private set; } // the account that proved this phone
    public string SearchKeys { get; private set; } = "";
    public Instant CreatedAt { get; private init; }
    public int Version { get; private set; }

    public static Contact Meet(OrganizationId organization, ContactId id, string name, PhoneNumber? phone, string language, UserId? user, Instant now) => new()
    {
        OrganizationId = organization, Id = id, Name = name, Phone = phone?.Value, Language = language, UserId = user, CreatedAt = now,
        SearchKeys = SearchText.Keys(name),
    };

    public void Rename(string name)
    {
        Name = name;
        SearchKeys = SearchText.Keys(name);
        Version++;
    }

    /// <summary>The person proved this phone herself: her account and her language are known from now on.</summary>
    public void Recognize(UserId user, string language)
    {
        (UserId, Language) = (user, language);
        Version++;
    }
}
