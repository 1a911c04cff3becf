using System.Globalization;
using Salon.Tenancy;

namespace Salon.Web.Pages.Admin;

/// <summary>The rules about money as they are typed.</summary>
public sealed class MoneyRulesModel
{
    public ShareModel Deposit { get; set; } = new();
    public ShareModel LateFee { get; set; } = new();
    public ShareModel NoShowFee { get; set; } = new();
    public bool TrustLadder { get; set; }
    public string KeptVisits { get; set; } = "";
    public string NoShows { get; set; } = "";
    public bool Grace { get; set; }
    public bool TrustedCancelFree { get; set; }
    public string PayMinutes { get; set; } = "";
    public string DeskDiscount { get; set; } = "";

    public static MoneyRulesModel Of(MoneyRules rules, string currency) => new()
    {
        Deposit = ShareModel.Of(rules.Deposit, currency), LateFee = ShareModel.Of(rules.LateFee, currency), NoShowFee = ShareModel.Of(rules.NoShowFee, currency),
        TrustLadder = rules.TrustLadder, KeptVisits = Text(rules.KeptVisits), NoShows = Text(rules.NoShows), Grace = rules.Grace, TrustedCancelFree = rules.TrustedCancelFree,
        PayMinutes = Text(rules.PayMinutes), DeskDiscount = Text(rules.DeskDiscountPercent),
    };

    public MoneyRules Read(Checks checks, MoneyRules known, string currency) => known with
    {
        Deposit = Deposit.Read(checks, "Deposit", currency),
        LateFee = LateFee.Read(checks, "LateFee", currency),
        NoShowFee = NoShowFee.Read(checks, "NoShowFee", currency),
        TrustLadder = TrustLadder,
        KeptVisits = Number(checks, "KeptVisits", KeptVisits),
        NoShows = Number(checks, "NoShows", NoShows),
        Grace = Grace,
        TrustedCancelFree = TrustedCancelFree,
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

/// <summary>A part of a price as it is typed: nothing, a percentage or an amount.</summary>
public sealed class ShareModel
{
    public string Kind { get; set; } = nameof(ShareKind.None);
    public string Value { get; set; } = "";

    public static ShareModel Of(Share share, string currency) => new()
    {
        Kind = share.Kind.ToString(),
        Value = share.Kind switch { ShareKind.Percent => share.Value.ToString(CultureInfo.InvariantCulture), ShareKind.Amount => MoneyText.Edit(new Money(share.Value, currency)), _ => "" },
    };

    public Share Read(Checks checks, string field, string currency)
    {
        if (Kind == nameof(ShareKind.Percent))
        {
            if (NumberText.Parse(Value).TryGet(out var percent, out var fault)) return Share.Percent(percent);
            checks.Fail(field, fault);
        }
        else if (Kind == nameof(ShareKind.Amount))
        {
            if (MoneyText.Parse(Value, currency).TryGet(out var money, out var fault)) return Share.Amount(money.Minor);
            checks.Fail(field, fault);
        }

        return Share.None;
    }
}
