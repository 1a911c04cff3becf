using System.Globalization;
using Salon.Tenancy;

namespace Salon.Web.Pages.Admin;

/// <summary>A part of a price as it is typed: nothing, a percentage or an amount; or as usual, where it may differ from something.</summary>
public sealed class ShareModel
{
    /// <summary>The kind of one that does not differ.</summary>
    public const string AsUsual = "Usual";

    public string Kind { get; set; } = nameof(ShareKind.None);
    public string Value { get; set; } = "";

    /// <param name="share">Null is as usual.</param>
    public static ShareModel Of(Share? share, string currency) => new()
    {
        Kind = share?.Kind.ToString() ?? AsUsual,
        Value = share switch
        {
            { Kind: ShareKind.Percent } => share.Value.ToString(CultureInfo.InvariantCulture),
            { Kind: ShareKind.Amount } => MoneyText.Edit(new Money(share.Value, currency)),
            _ => "",
        },
    };

    /// <summary>A rule as people say it.</summary>
    public static string Words(Texts texts, Share share, string currency) => share.Kind switch
    {
        ShareKind.Percent => texts["Money.PercentOfPrice", share.Value],
        ShareKind.Amount => texts.Formats.Money(new(share.Value, currency)),
        _ => texts["Money.KeepNothing"],
    };

    /// <summary>Null is as usual.</summary>
    public Share? ReadOwn(Checks checks, string field, string currency) => Kind == AsUsual ? null : Read(checks, field, currency);

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
