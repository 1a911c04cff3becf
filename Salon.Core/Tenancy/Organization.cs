namespace Salon.Tenancy;

public enum OrganizationStatus
{
    Active = 0,
    /// <summary>Its pages answer 404 and nobody books; its data stays.</summary>
    Suspended = 1,
}

/// <summary>The tenant: a business with its name, its rules and its face.</summary>
public sealed class Organization
{
    private Organization() { } // EF Core

    public OrganizationId Id { get; private init; }
    public string Slug { get; private set; } = ""; // first segment of its pages; unique on the platform
    public LocalizedText Name { get; private set; }
    public LocalizedText About { get; private set; } = LocalizedText.Empty;
    public LocalizedText City { get; private set; }
    public string? Phone { get; private set; } // E.164
    public string DefaultLanguage { get; private set; } = "ar";
    public string Currency { get; private set; } = "SAR";
    public string? Cover { get; private set; } // path under /img or an uploaded picture's name
    public string? Logo { get; private set; }
    public string? Accent { get; private set; } // "#7a1f5c": colour of buttons on its public pages; null for Salon's own
    public string[] Gallery { get; private set; } = [];
    public string SearchKeys { get; private set; } = ""; // SearchText.Keys of name, city and menu
    public OrganizationStatus Status { get; private set; }
    public string? SuspendedBecause { get; private set; } // told to the people who work there; null while it is active
    public int RatingCount { get; private set; }
    public int RatingSum { get; private set; } // stars added up; the average is RatingSum / RatingCount
    public BookingRules Rules { get; private set; } = BookingRules.Default;
    public CancellationPolicy Cancellation { get; private set; } = CancellationPolicy.Default;
    public MoneyRules Money { get; private set; } = MoneyRules.Default;
    public Instant CreatedAt { get; private init; }
    public int Version { get; private set; } // raised on every change; two editors cannot overwrite each other

    /// <param name="currency">ISO 4217; every price of the organization is in it.</param>
    public static Organization Create(OrganizationId id, string slug, LocalizedText name, LocalizedText city, Instant now, string currency = "SAR") => new()
    {
        Id = id, Slug = slug, Name = name, City = city, Currency = currency, CreatedAt = now, SearchKeys = SearchText.Keys(name.En, name.Ar, city.En, city.Ar),
    };

    /// <param name="searchNames">Names of services, in both languages, that should find this salon.</param>
    public void Describe(LocalizedText name, LocalizedText about, LocalizedText city, string? phone, IEnumerable<string> searchNames)
    {
        (Name, About, City, Phone) = (name, about, city, phone);
        SearchKeys = SearchText.Keys([name.En, name.Ar, city.En, city.Ar, .. searchNames]);
        Version++;
    }

    /// <param name="language">"ar" or "en".</param>
    public void Speak(string language)
    {
        DefaultLanguage = language;
        Version++;
    }

    /// <summary>The menu changed: these names of services find the salon from now on. Not a change of its settings.</summary>
    public void BeFoundBy(IEnumerable<string> searchNames) => SearchKeys = SearchText.Keys([Name.En, Name.Ar, City.En, City.Ar, .. searchNames]);

    public void ShowPictures(string? cover, string? logo, string[] gallery)
    {
        (Cover, Logo, Gallery) = (cover, logo, gallery);
        Version++;
    }

    /// <param name="accent">A colour that <see cref="BrandColour"/> accepts; null for Salon's own.</param>
    public void Paint(string? accent)
    {
        Accent = accent;
        Version++;
    }

    public void SetRules(BookingRules rules, CancellationPolicy cancellation)
    {
        (Rules, Cancellation) = (rules, cancellation);
        Version++;
    }

    /// <summary>What is asked for in advance, and what is kept when a visit does not happen.</summary>
    public void SetMoneyRules(MoneyRules rules)
    {
        Money = rules;
        Version++;
    }

    /// <param name="reason">Told to the people who work there.</param>
    public void Suspend(string reason)
    {
        (Status, SuspendedBecause) = (OrganizationStatus.Suspended, reason);
        Version++;
    }

    public void Resume()
    {
        (Status, SuspendedBecause) = (OrganizationStatus.Active, null);
        Version++;
    }
}
