using Salon.Tenancy;

namespace Salon.Catalog;

/// <summary>A heading as its form holds it.</summary>
/// <param name="Picture">Name of a drawing in img/icons.svg; null for none.</param>
public sealed record CategoryDraft(LocalizedText Name, string? Picture);

/// <summary>A kind of resource a service needs, and in which of its blocks.</summary>
public sealed record NeedDraft(ResourceTypeId Type, Blocks Blocks);

/// <summary>A service as its form holds it.</summary>
/// <param name="Price">With VAT, in the organization's currency.</param>
/// <param name="VatBasisPoints">0 to 10,000; 1500 is 15 %.</param>
/// <param name="Online">False: only the desk books it.</param>
public sealed record ServiceDraft(
    CategoryId Category, LocalizedText Name, LocalizedText About, TimeBlocks Time, Money Price, int VatBasisPoints, bool Online, IReadOnlyList<NeedDraft> Needs)
{
    /// <summary>Name of an uploaded picture; null for none.</summary>
    public string? Picture { get; init; }

    /// <summary>Small services that are offered with it.</summary>
    public IReadOnlyList<ServiceId> AddOns { get; init; } = [];

    /// <summary>What is asked for in advance when it is booked online; null for nothing.</summary>
    public DepositRule? Deposit { get; init; }

    /// <summary>What is kept of its price when the visit does not happen.</summary>
    public OwnFees Fees { get; init; } = OwnFees.AsUsual;

    /// <summary>Hours before the visit until which cancelling is free; null as the salon's rule says.</summary>
    public int? FreeUntilHours { get; init; }

    public const int MostAddOns = 12;
    public const int LongestAbout = 600;
    public const int MostBlockMinutes = 720;
    public const int MostEdgeMinutes = 240; // before and after the customer

    internal ServiceDraft Tidy() => this with { Name = TidyText.Line(Name), About = TidyText.Lines(About) };

    internal Checks Check()
    {
        var checks = new Checks();
        checks.Name(nameof(Name), Name);
        checks.Length(nameof(About), About, LongestAbout);
        checks.Range("Time.Before", Time.Before, 0, MostEdgeMinutes);
        checks.Range("Time.Active", Time.Active, 1, MostBlockMinutes);
        checks.Range("Time.Processing", Time.Processing, 0, MostBlockMinutes);
        checks.Range("Time.Finishing", Time.Finishing, 0, MostBlockMinutes);
        checks.Range("Time.Buffer", Time.Buffer, 0, MostEdgeMinutes);
        checks.That((long)Time.Before + Time.Active + Time.Processing + Time.Finishing + Time.Buffer <= DayHours.MinutesPerDay, "Time.Active", "Catalog.LongerThanADay");
        checks.That(Price.Minor >= 0 && Price.Minor <= MoneyText.MostMajor * Currencies.Scale(Price.Currency), nameof(Price), "Money.NotAnAmount");
        checks.Picture(nameof(Picture), Picture);
        checks.That(Deposit is null or { BasisPoints: >= 1 and <= 10_000, Minor: null } or { BasisPoints: null, Minor: >= 1 }, nameof(Deposit), "Catalog.DepositOutOfRange");
        checks.That(Deposit?.Minor is not { } minor || minor <= Price.Minor, nameof(Deposit), "Catalog.DepositAbovePrice");
        Check(checks, "LateFee", Fees.Late);
        Check(checks, "NoShowFee", Fees.NoShow);
        checks.Range(nameof(FreeUntilHours), FreeUntilHours ?? 0, 0, RulesChecks.MostFreeUntilHours);
        checks.Range(nameof(AddOns), AddOns.Count, 0, MostAddOns);
        checks.Range(nameof(VatBasisPoints), VatBasisPoints, 0, 10_000);
        checks.That(Needs.DistinctBy(n => n.Type).Count() == Needs.Count, nameof(Needs), "Catalog.NeedTwice");
        checks.That(Needs.All(n => n.Blocks != Blocks.None && (n.Blocks | Blocks.All) == Blocks.All), nameof(Needs), "Catalog.NeedWithoutBlocks");
        return checks;
    }

    private void Check(Checks checks, string field, Share? fee)
    {
        checks.That(fee is not { IsValid: false }, field, "Rules.NotAShare");
        checks.That(fee is not { Kind: ShareKind.Amount } || fee.Value <= Price.Minor, field, "Catalog.FeeAbovePrice");
    }
}

/// <summary>A service in the menu's list.</summary>
/// <param name="Performers">How many people of the team perform it; without any it cannot be booked.</param>
public sealed record ServiceRow(
    ServiceId Id, CategoryId Category, LocalizedText Name, TimeBlocks Time, Money Price, bool Online, bool Active, int Performers, int Version);

/// <summary>A heading with what stands under it, retired services last.</summary>
public sealed record CategoryRow(CategoryId Id, LocalizedText Name, string? Picture, int Version, IReadOnlyList<ServiceRow> Services);

/// <summary>The whole menu as its editors see it.</summary>
/// <param name="Currency">Of every price.</param>
public sealed record MenuBoard(string Currency, IReadOnlyList<CategoryRow> Categories);

/// <param name="Version">To be handed back when saving.</param>
public sealed record ServiceForm(ServiceId Id, ServiceDraft Draft, bool Active, int Version);
