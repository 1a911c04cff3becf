using System.Text.Json.Serialization;

namespace Salon.Tenancy;

/// <summary>How an amount follows from a price. Stored by number: never renumber.</summary>
public enum ShareKind
{
    None = 0,
    /// <summary>So many percent, 1 to 100.</summary>
    Percent = 1,
    /// <summary>So many minor units, never more than the price.</summary>
    Amount = 2,
}

/// <summary>A part of a price: nothing, a percentage or an amount.</summary>
/// <param name="Value">Percent from 1 to 100, or minor units above 0; 0 for nothing.</param>
public sealed record Share(ShareKind Kind, long Value)
{
    public static readonly Share None = new(ShareKind.None, 0);
    public static readonly Share All = new(ShareKind.Percent, 100);

    public static Share Percent(int percent) => new(ShareKind.Percent, percent);

    public static Share Amount(long minor) => new(ShareKind.Amount, minor);

    /// <summary>Of a price in minor units; halves are rounded up, and it is never more than the price.</summary>
    public long Of(long price) => Kind switch
    {
        ShareKind.Percent => checked((price * Value) + 50) / 100,
        ShareKind.Amount => Math.Min(Value, price),
        _ => 0,
    };

    /// <summary>What two columns hold; null when they are empty.</summary>
    public static Share? Stored(ShareKind? kind, long? value) => kind is { } known && value is { } much ? new(known, much) : null;

    [JsonIgnore]
    public bool IsValid => Kind switch
    {
        ShareKind.None => Value == 0,
        ShareKind.Percent => Value is >= 1 and <= 100,
        ShareKind.Amount => Value is >= 1 and <= MoneyText.MostMajor * 100,
        _ => false,
    };
}

/// <summary>Fees of one service, or of one kind of customer, where they differ from the salon's. Null is as usual.</summary>
/// <param name="Late">Kept when the customer cancels after the free limit.</param>
/// <param name="NoShow">Kept when nobody comes.</param>
public sealed record OwnFees(Share? Late, Share? NoShow)
{
    public static readonly OwnFees AsUsual = new(null, null);

    public Share? Of(bool noShow) => noShow ? NoShow : Late;
}

/// <summary>What a salon asks for in advance, and what it keeps when a visit does not happen. Copied onto each booking when it is agreed.</summary>
public sealed record MoneyRules
{
    /// <summary>Below this no provider takes a payment: one riyal.</summary>
    public const long LeastDeposit = 100;

    public static MoneyRules Default => new();

    /// <summary>Asked for in advance of every service that does not say otherwise.</summary>
    public Share Deposit { get; init; } = Share.None;

    /// <summary>A card typed on the salon's own page is only held for the deposit, and charged at the visit. A visit that is too far off for a bank to wait is charged at once.</summary>
    public bool HoldsDeposit { get; init; }

    /// <summary>Deposit and fees follow the customer's own record: after <see cref="KeptVisits"/> kept visits she is trusted and pays no deposit, after <see cref="NoShows"/> missed ones all of it.</summary>
    public bool TrustLadder { get; init; }

    /// <summary>Kept visits after which she is trusted. 1 to 20.</summary>
    public int KeptVisits { get; init; } = 3;

    /// <summary>Missed visits after which everything is asked for. 1 to 10.</summary>
    public int NoShows { get; init; } = 2;

    /// <summary>Kept of what was paid when the customer cancels after the free limit; of the price of the services without a fee of their own. An amount counts once for the visit.</summary>
    public Share LateFee { get; init; } = Share.All;

    /// <summary>Kept of what was paid when nobody comes; of the same price.</summary>
    public Share NoShowFee { get; init; } = Share.All;

    /// <summary>The first time anything would be kept of a customer's money, it is forgiven.</summary>
    public bool Grace { get; init; }

    /// <summary>Of the visit's price, for customers whom the ladder trusts; never more than everybody pays.</summary>
    public OwnFees TrustedFees { get; init; } = OwnFees.AsUsual;

    /// <summary>Of the visit's price, for customers who missed visits; never less than everybody pays.</summary>
    public OwnFees MissedFees { get; init; } = OwnFees.AsUsual;

    /// <summary>For how long the time is kept while the customer pays, in minutes. 5 to 60.</summary>
    public int PayMinutes { get; init; } = 20;

    /// <summary>The most the desk may take off a bill by itself, in percent. 0 to 100; managers and owners need no rule.</summary>
    public int DeskDiscountPercent { get; init; }

    /// <summary>Nothing is kept that <see cref="Default"/> would not keep, of anybody.</summary>
    [JsonIgnore]
    public bool KeepsAsDefault => LateFee == Default.LateFee && NoShowFee == Default.NoShowFee && !Grace && !TrustLadder;

    // Read only: rules stored before kinds of customers had fees say it this way.
    [JsonInclude]
    internal bool TrustedCancelFree { init => TrustedFees = value ? TrustedFees with { Late = Share.None } : TrustedFees; }
}
