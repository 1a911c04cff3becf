using Salon.Data;
using Salon.Tenancy;

namespace Salon.Catalog;

/// <summary>A heading of the menu.</summary>
public sealed class Category : ITenantRow
{
    private Category() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public CategoryId Id { get; private init; }
    public LocalizedText Name { get; private set; }
    public string? Picture { get; private set; }
    public int Position { get; private set; }
    public int Version { get; private set; }

    public static Category Add(OrganizationId organization, CategoryId id, LocalizedText name, string? picture, int position) =>
        new() { OrganizationId = organization, Id = id, Name = name, Picture = picture, Position = position };

    public void Change(LocalizedText name, string? picture)
    {
        (Name, Picture) = (name, picture);
        Version++;
    }

    /// <summary>Its place among the headings. Not a change of what it says: an editor who has it open may still save.</summary>
    public void MoveTo(int position) => Position = position;
}

/// <summary>The four time blocks of a service and the buffer after it, in minutes.</summary>
/// <param name="Before">Preparation before the customer sits down; takes the person and the chair.</param>
/// <param name="Active">The customer's start; takes the person and the chair.</param>
/// <param name="Processing">Colour develops, a mask works: keeps the chair, frees the person.</param>
/// <param name="Finishing">The person is back.</param>
/// <param name="Buffer">Cleaning after the customer has left.</param>
public readonly record struct TimeBlocks(int Before, int Active, int Processing, int Finishing, int Buffer)
{
    /// <summary>What the customer sees as the duration.</summary>
    public int Visible => Active + Processing + Finishing;
}

/// <summary>What is sold.</summary>
public sealed class Service : ITenantRow
{
    private Service() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public ServiceId Id { get; private init; }
    public CategoryId CategoryId { get; private set; }
    public LocalizedText Name { get; private set; }
    public LocalizedText About { get; private set; } = LocalizedText.Empty;
    public TimeBlocks Time { get; private set; }
    public Money Price { get; private set; } // includes VAT, as prices shown to consumers must in Saudi Arabia
    public int VatBasisPoints { get; private set; } = 1500; // 1500 is 15 %
    public bool Online { get; private set; } = true; // false: the desk only
    public string? Picture { get; private set; } // an uploaded picture's name
    public DepositRule? Deposit { get; private set; } // asked for when it is booked online; null asks for nothing
    public ShareKind? LateFeeKind { get; private set; } // null: the salon's rule
    public long? LateFeeValue { get; private set; }
    public ShareKind? NoShowFeeKind { get; private set; } // null: the salon's rule
    public long? NoShowFeeValue { get; private set; }
    public int? FreeUntilHours { get; private set; } // hours before the visit until which cancelling is free; null: the salon's
    public bool Active { get; private set; } = true;
    public int Position { get; private set; }
    public int Version { get; private set; }

    /// <summary>What is kept of its price when the visit does not happen.</summary>
    public OwnFees Fees => new(Share.Stored(LateFeeKind, LateFeeValue), Share.Stored(NoShowFeeKind, NoShowFeeValue));

    public static Service Offer(OrganizationId organization, ServiceId id, CategoryId category, LocalizedText name, LocalizedText about, TimeBlocks time, Money price, int position) =>
        new() { OrganizationId = organization, Id = id, CategoryId = category, Name = name, About = about, Time = time, Price = price, Position = position };

    public void Change(CategoryId category, LocalizedText name, LocalizedText about, TimeBlocks time, Money price, int vatBasisPoints, bool online)
    {
        (CategoryId, Name, About, Time, Price, VatBasisPoints, Online) = (category, name, about, time, price, vatBasisPoints, online);
        Version++;
    }

    /// <summary>How it looks, and what it asks for in advance. Part of the same change as <see cref="Change"/>.</summary>
    public void Present(string? picture, DepositRule? deposit) => (Picture, Deposit) = (picture, deposit);

    /// <summary>When cancelling it is free, and what is kept otherwise. Part of the same change as <see cref="Change"/>.</summary>
    public void Charge(OwnFees fees, int? freeUntilHours)
    {
        (LateFeeKind, LateFeeValue) = (fees.Late?.Kind, fees.Late?.Value);
        (NoShowFeeKind, NoShowFeeValue) = (fees.NoShow?.Kind, fees.NoShow?.Value);
        FreeUntilHours = freeUntilHours;
    }

    /// <summary>Its place under its heading. Not a change of what it says: an editor who has it open may still save.</summary>
    public void MoveTo(int position) => Position = position;

    public void Retire()
    {
        Active = false;
        Version++;
    }

    public void Restore()
    {
        Active = true;
        Version++;
    }
}

/// <summary>Something small that is offered with a service, such as a treatment with a haircut.</summary>
public sealed class ServiceAddOn : ITenantRow
{
    private ServiceAddOn() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public ServiceId ServiceId { get; private init; }
    public ServiceId AddOnId { get; private init; }

    public static ServiceAddOn Of(OrganizationId organization, ServiceId service, ServiceId addOn) => new() { OrganizationId = organization, ServiceId = service, AddOnId = addOn };
}

/// <summary>The blocks of a service in which a resource is needed.</summary>
[Flags]
public enum Blocks
{
    None = 0,
    Before = 1,
    Active = 2,
    Processing = 4,
    Finishing = 8,
    Buffer = 16,
    All = 31,
}

/// <summary>A service needs one unit of some resource of a type, from the first to the last of the named blocks.</summary>
public sealed class ServiceNeed : ITenantRow
{
    private ServiceNeed() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public ServiceId ServiceId { get; private init; }
    public ResourceTypeId ResourceTypeId { get; private init; }
    public Blocks Blocks { get; private set; }

    public static ServiceNeed Of(OrganizationId organization, ServiceId service, ResourceTypeId type, Blocks blocks) =>
        new() { OrganizationId = organization, ServiceId = service, ResourceTypeId = type, Blocks = blocks };

    public void Span(Blocks blocks) => Blocks = blocks;
}
