using System.Globalization;
using Salon.Tenancy;

namespace Salon.Web.Pages.Admin;

/// <summary>The rules about money as they are typed.</summary>
public sealed class MoneyRulesModel
{
    public ShareModel Deposit { get; set; } = new();
    public ShareModel LateFee { get; set; } = new();
    public ShareModel NoShowFee { get; set; } = new();
    public bool HoldsDeposit { get; set; }
    public bool TrustLadder { get; set; }
    public string KeptVisits { get; set; } = "";
    public string NoShows { get; set; } = "";
    public bool Grace { get; set; }
    public ShareModel TrustedLate { get; set; } = new();
    public ShareModel TrustedNoShow { get; set; } = new();
    public ShareModel MissedLate { get; set; } = new();
    public ShareModel MissedNoShow { get; set; } = new();
    public string PayMinutes { get; set; } = "";
    public string DeskDiscount { get; set; } = "";

    public static MoneyRulesModel Of(MoneyRules rules, string currency) => new()
    {
        Deposit = ShareModel.Of(rules.Deposit, currency), LateFee = ShareModel.Of(rules.LateFee, currency), NoShowFee = ShareModel.Of(rules.NoShowFee, currency),
        HoldsDeposit = rules.HoldsDeposit, TrustLadder = rules.TrustLadder, KeptVisits = Text(rules.KeptVisits), NoShows = Text(rules.NoShows), Grace = rules.Grace,
        TrustedLate = ShareModel.Of(rules.TrustedFees.Late, currency), TrustedNoShow = ShareModel.Of(rules.TrustedFees.NoShow, currency),
        MissedLate = ShareModel.Of(rules.MissedFees.Late, currency), MissedNoShow = ShareModel.Of(rules.MissedFees.NoShow, currency),
        PayMinutes = Text(rules.PayMinutes), DeskDiscount = Text(rules.DeskDiscountPercent),
    };

    public MoneyRules Read(Checks checks, MoneyRules known, string currency) => known with
    {
        Deposit = Deposit.Read(checks, "Deposit", currency),
        LateFee = LateFee.Read(checks, "LateFee", currency),
        NoShowFee = NoShowFee.Read(checks, "NoShowFee", currency),
        HoldsDeposit = HoldsDeposit,
        TrustLadder = TrustLadder,
        KeptVisits = Number(checks, "KeptVisits", KeptVisits),
        NoShows = Number(checks, "NoShows", NoShows),
        Grace = Grace,
        TrustedFees = new(TrustedLate.ReadOwn(checks, "TrustedLate", currency), TrustedNoShow.ReadOwn(checks, "TrustedNoShow", currency)),
        MissedFees = new(MissedLate.ReadOwn(checks, "MissedLate", currency), MissedNoShow.ReadOwn(checks, "MissedNoShow", currency)),
        PayMinutes = Number(checks, "PayMinutes", PayMinutes),
        DeskDiscountPercent = Number(checks, "DeskDiscountPercent", DeskDiscount),
    };

    private static int Number(Checks checks, string field, string typed)
    {
        if (NumberText.Parse(typed).TryGet(out var number, out var fault)) return number;
        checks.Fail(field, fault);
        return 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
