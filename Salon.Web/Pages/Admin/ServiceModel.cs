using System.Globalization;
using Salon.Catalog;
using Salon.Tenancy;

namespace Salon.Web.Pages.Admin;

/// <summary>A service as it is typed: text until it is saved.</summary>
public sealed class ServiceModel
{
    public string Category { get; set; } = "";
    public LocalizedText Name { get; set; } = LocalizedText.Empty;
    public LocalizedText About { get; set; } = LocalizedText.Empty;
    public string Price { get; set; } = "";
    public string Vat { get; set; } = "15";
    public bool Online { get; set; } = true;
    public string Picture { get; set; } = "";
    /// <summary>"none", "share" or "amount".</summary>
    public string DepositKind { get; set; } = "none";
    public string DepositValue { get; set; } = "";
    public ShareModel LateFee { get; set; } = ShareModel.Of(null, "");
    public ShareModel NoShowFee { get; set; } = ShareModel.Of(null, "");
    /// <summary>Hours; empty is the salon's rule.</summary>
    public string FreeUntil { get; set; } = "";
    public SortedSet<Guid> AddOns { get; set; } = [];
    public string Before { get; set; } = "0";
    public string Active { get; set; } = "30";
    public string Processing { get; set; } = "0";
    public string Finishing { get; set; } = "0";
    public string Buffer { get; set; } = "5";
    public SortedSet<Guid> Performers { get; set; } = [];
    public SortedDictionary<Guid, Blocks> Needs { get; set; } = [];

    /// <summary>What it was called when the form was opened.</summary>
    public LocalizedText SavedName { get; private init; } = LocalizedText.Empty;

    public static ServiceModel New(CategoryRow? heading) => new() { Category = heading?.Id.ToString() ?? "" };

    public static ServiceModel Of(ServiceDraft draft, IEnumerable<StaffId> performers) => new()
    {
        Category = draft.Category.ToString(), Name = draft.Name, SavedName = draft.Name, About = draft.About, Price = MoneyText.Edit(draft.Price),
        Vat = (draft.VatBasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture), Online = draft.Online,
        Picture = draft.Picture ?? "",
        DepositKind = draft.Deposit switch { null => "none", { BasisPoints: not null } => "share", _ => "amount" },
        DepositValue = draft.Deposit switch { null => "", { BasisPoints: { } points } => (points / 100m).ToString("0.##", CultureInfo.InvariantCulture), { Minor: var minor } => MoneyText.Edit(draft.Price with { Minor = minor ?? 0 }) },
        LateFee = ShareModel.Of(draft.Fees.Late, draft.Price.Currency), NoShowFee = ShareModel.Of(draft.Fees.NoShow, draft.Price.Currency),
        FreeUntil = draft.FreeUntilHours is { } hours ? Text(hours) : "",
        AddOns = [.. draft.AddOns.Select(a => a.Value)],
        Before = Text(draft.Time.Before), Active = Text(draft.Time.Active), Processing = Text(draft.Time.Processing), Finishing = Text(draft.Time.Finishing), Buffer = Text(draft.Time.Buffer),
        Performers = [.. performers.Select(p => p.Value)],
        Needs = new(draft.Needs.ToDictionary(n => n.Type.Value, n => n.Blocks)),
    };

    public void Toggle(StaffId person, bool performs)
    {
        if (performs) Performers.Add(person.Value);
        else Performers.Remove(person.Value);
    }

    public void ToggleAddOn(ServiceId service, bool offered)
    {
        if (offered) AddOns.Add(service.Value);
        else AddOns.Remove(service.Value);
    }

    /// <summary>The blocks as far as they can be read, for the drawing.</summary>
    public TimeBlocks Preview() => new(Number(Before), Number(Active), Number(Processing), Number(Finishing), Number(Buffer));

    public ServiceDraft Read(Checks checks, string currency)
    {
        if (!MoneyText.Parse(Price, currency).TryGet(out var price, out var fault)) checks.Fail("Price", fault);
        // per cent have the shape of an amount with two decimals, and basis points that of its minor units
        if (!MoneyText.Parse(Vat, "SAR").TryGet(out var vat, out fault)) checks.Fail("VatBasisPoints", fault.Code == "Money.Missing" ? fault with { Code = "Number.Missing" } : fault);
        return new ServiceDraft(
            new(Guid.TryParse(Category, out var category) ? category : Guid.Empty), Name, About,
            new(Read(checks, "Time.Before", Before, 0), Read(checks, "Time.Active", Active, null), Read(checks, "Time.Processing", Processing, 0), Read(checks, "Time.Finishing", Finishing, 0), Read(checks, "Time.Buffer", Buffer, 0)),
            price, (int)Math.Min(vat.Minor, int.MaxValue), Online,
            [.. Needs.Where(n => n.Value != Blocks.None).Select(n => new NeedDraft(new(n.Key), n.Value))])
        {
            Picture = Picture.Length == 0 ? null : Picture, Deposit = Deposit(checks, currency),
            Fees = new(LateFee.ReadOwn(checks, "LateFee", currency), NoShowFee.ReadOwn(checks, "NoShowFee", currency)),
            FreeUntilHours = string.IsNullOrWhiteSpace(FreeUntil) ? null : Read(checks, "FreeUntilHours", FreeUntil, null),
            AddOns = [.. AddOns.Select(a => new ServiceId(a))],
        };
    }

    private DepositRule? Deposit(Checks checks, string currency)
    {
        if (DepositKind is not ("share" or "amount")) return null;
        var isShare = DepositKind == "share";
        if (MoneyText.Parse(DepositValue, isShare ? "SAR" : currency).TryGet(out var typed, out var fault)) // per cent have the shape of an amount with two decimals
            return isShare ? new DepositRule((int)Math.Min(typed.Minor, int.MaxValue), null) : new DepositRule(null, typed.Minor);
        checks.Fail("Deposit", fault);
        return null;
    }

    private static int Read(Checks checks, string field, string typed, int? empty)
    {
        if (NumberText.Parse(typed, empty).TryGet(out var number, out var fault)) return number;
        checks.Fail(field, fault);
        return 0;
    }

    private static int Number(string typed) => NumberText.Parse(typed, 0).TryGet(out var number, out _) ? Math.Min(number, DayHours.MinutesPerDay) : 0;

    private static string Text(int minutes) => minutes.ToString(CultureInfo.InvariantCulture);
}
