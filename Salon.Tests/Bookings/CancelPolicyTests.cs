using FsCheck;
using FsCheck.Fluent;
using Salon.Bookings;
using Salon.Tenancy;

namespace Salon.Tests.Bookings;

/// <summary>What is kept of what was paid: the one evaluator, without a database.</summary>
public sealed class CancelPolicyTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 12, 7, 12, 0);
    private static readonly Instant Late = Start - Duration.FromHours(1);

    [Fact]
    public void Each_line_pays_its_own_fee_and_the_rest_of_the_visit_the_salons()
    {
        var rules = new MoneyRules { LateFee = Share.Percent(50), NoShowFee = Share.All };
        (long, OwnFees)[] lines = [(30_000, new(Share.Percent(10), null)), (20_000, new(Share.None, Share.Amount(2_500))), (10_000, OwnFees.AsUsual)];

        Assert.Equal(3_000 + 0 + 5_000, Kept(rules, CancelCause.ByCustomer, lines));
        Assert.Equal(30_000 + 2_500 + 10_000, Kept(rules, CancelCause.NoShow, lines));
    }

    [Fact]
    public void An_amount_the_salon_keeps_counts_once_for_a_visit_and_one_of_a_service_for_each_of_its_lines()
    {
        var rules = new MoneyRules { LateFee = Share.Amount(5_000) };

        Assert.Equal(5_000, Kept(rules, CancelCause.ByCustomer, (10_000, OwnFees.AsUsual), (10_000, OwnFees.AsUsual)));
        Assert.Equal(9_000, Kept(rules, CancelCause.ByCustomer, (10_000, new(Share.Amount(2_000), null)), (10_000, new(Share.Amount(2_000), null)), (8_000, OwnFees.AsUsual)));
        Assert.Equal(3_000, Kept(rules, CancelCause.ByCustomer, (3_000, OwnFees.AsUsual))); // never more than the price
    }

    [Fact]
    public void Trusted_customers_pay_at_most_what_everybody_pays_and_those_who_missed_visits_at_least_that()
    {
        var rules = Ladder with { LateFee = Share.Percent(50), TrustedFees = new(Share.Percent(20), Share.None), MissedFees = new(Share.All, null) };
        (long, SettleReason) Of(CustomerTier tier, OwnFees own) =>
            CancelPolicy.Settle(Visit(rules, tier, (10_000, own)), 10_000, 10_000, CancelCause.ByCustomer, VisitRecord.Unknown, false, Late) is var settled ? (settled.Kept, settled.Reason) : default;

        Assert.Equal((5_000, SettleReason.Late), Of(CustomerTier.Everybody, OwnFees.AsUsual));
        Assert.Equal((2_000, SettleReason.Trusted), Of(CustomerTier.Trusted, OwnFees.AsUsual));
        Assert.Equal((10_000, SettleReason.MissedVisits), Of(CustomerTier.MissedVisits, OwnFees.AsUsual));
        Assert.Equal((1_000, SettleReason.Late), Of(CustomerTier.Trusted, new(Share.Percent(10), null))); // the service is cheaper than her discount
        Assert.Equal((0, SettleReason.Late), Of(CustomerTier.Trusted, new(Share.None, null)));
        Assert.Equal(0, Kept(rules, CustomerTier.Trusted, CancelCause.NoShow, (10_000, OwnFees.AsUsual)));
        Assert.Equal(10_000, Kept(rules, CustomerTier.MissedVisits, CancelCause.NoShow, (10_000, OwnFees.AsUsual))); // like everybody
    }

    [Fact]
    public void What_she_was_when_she_agreed_counts_and_her_record_only_where_that_was_not_stored()
    {
        var rules = Ladder with { TrustedFees = new(Share.None, null) };
        var agreed = Visit(rules, CustomerTier.Everybody, (10_000, OwnFees.AsUsual));
        var unsaid = agreed with { Money = agreed.Money! with { Tier = null } };
        var trusted = new VisitRecord(rules.KeptVisits, 0);

        Assert.Equal(10_000, CancelPolicy.Settle(agreed, 10_000, 10_000, CancelCause.ByCustomer, trusted, false, Late).Kept);
        Assert.Equal(new Settlement(0, 10_000, SettleReason.Trusted), CancelPolicy.Settle(unsaid, 10_000, 10_000, CancelCause.ByCustomer, trusted, false, Late));
        Assert.Equal(10_000, CancelPolicy.Settle(unsaid, 10_000, 10_000, CancelCause.ByCustomer, new(rules.KeptVisits, rules.NoShows), false, Late).Kept);
    }

    [Fact]
    public void One_ladder_decides_deposit_and_fees()
    {
        var terms = MoneyTerms.Under(Ladder) with { BaseMinor = 3_000 };

        Assert.Equal((CustomerTier.Everybody, 3_000, DueReason.Rule), Asked(DepositPolicy.For(terms, 10_000, new(2, 1))));
        Assert.Equal((CustomerTier.Trusted, 0, DueReason.Trusted), Asked(DepositPolicy.For(terms, 10_000, new(3, 1))));
        Assert.Equal((CustomerTier.MissedVisits, 10_000, DueReason.MissedVisits), Asked(DepositPolicy.For(terms, 10_000, new(9, 2))));
        Assert.Equal((CustomerTier.Everybody, 3_000, DueReason.Rule), Asked(DepositPolicy.For(terms with { Rules = Ladder with { TrustLadder = false } }, 10_000, new(9, 9))));
    }

    [Fact]
    public void The_first_time_is_not_used_up_when_nothing_would_be_kept_anyway()
    {
        var visit = Visit(Ladder with { Grace = true, TrustedFees = new(Share.None, Share.None) }, CustomerTier.Trusted, (10_000, OwnFees.AsUsual));

        Assert.Equal(SettleReason.Trusted, CancelPolicy.Settle(visit, 10_000, 5_000, CancelCause.ByCustomer, VisitRecord.Unknown, firstTime: true, Late).Reason);
        var everybody = visit with { Money = visit.Money! with { Tier = CustomerTier.Everybody } };
        Assert.Equal(new Settlement(0, 5_000, SettleReason.FirstTime), CancelPolicy.Settle(everybody, 10_000, 5_000, CancelCause.NoShow, VisitRecord.Unknown, firstTime: true, Start));
    }

    [Fact]
    public void In_time_and_when_it_is_the_salons_doing_everything_goes_back()
    {
        var visit = Visit(new MoneyRules(), (10_000, new(Share.All, Share.All)));

        Assert.Equal(new Settlement(0, 4_000, SettleReason.InTime), CancelPolicy.Settle(visit, 10_000, 4_000, CancelCause.ByCustomer, VisitRecord.Unknown, false, visit.FreeUntil));
        foreach (var cause in (CancelCause[])[CancelCause.BySalon, CancelCause.PaidTooLate]) Assert.Equal(4_000, CancelPolicy.Settle(visit, 10_000, 4_000, cause, VisitRecord.Unknown, false, Start).Refund);
    }

    [Fact]
    public void Where_nothing_is_asked_for_the_salons_fees_are_agreed_all_the_same()
    {
        Assert.Null(DepositPolicy.Of(MoneyRules.Default, [Line(10_000, OwnFees.AsUsual)]));

        var kind = DepositPolicy.Of(new MoneyRules { LateFee = Share.None }, [Line(10_000, OwnFees.AsUsual)]);
        Assert.Equal((0, DueReason.None), (kind!.DueMinor, kind.Reason));
        Assert.Single(DepositPolicy.Of(MoneyRules.Default, [Line(10_000, OwnFees.AsUsual), Line(5_000, new(Share.None, null))])!.OwnFees);
    }

    [Fact]
    public void Whatever_the_rules_kept_and_refund_are_what_was_paid_and_the_fee_is_the_sum_over_the_lines() => Prop.ForAll(
        (from lines in Gen.NonEmptyListOf(from price in Gen.Choose(0, 100_000) from late in Own from noShow in Own select (Price: (long)price, Fees: new OwnFees(late, noShow)))
         from salon in Gen.Choose(0, 100)
         from trusted in Own
         from missed in Own
         from paid in Gen.Choose(0, 300_000)
         from noShow in Gen.Elements(true, false)
         select (lines: lines.ToArray(), salon: salon == 0 ? Share.None : Share.Percent(salon), trusted, missed, paid: (long)paid, noShow)).ToArbitrary(), pick =>
        {
            var rules = Ladder with { LateFee = pick.salon, NoShowFee = pick.salon, TrustedFees = new(pick.trusted, pick.trusted), MissedFees = new(pick.missed, pick.missed) };
            var price = pick.lines.Sum(l => l.Price);
            Settlement By(CustomerTier tier) =>
                CancelPolicy.Settle(Visit(rules, tier, pick.lines), price, pick.paid, pick.noShow ? CancelCause.NoShow : CancelCause.ByCustomer, VisitRecord.Unknown, false, Late);

            var (everybody, trusted, missed) = (By(CustomerTier.Everybody), By(CustomerTier.Trusted), By(CustomerTier.MissedVisits));
            var own = pick.lines.Where(l => l.Fees.Of(pick.noShow) is not null).ToArray();
            var sum = own.Sum(l => l.Fees.Of(pick.noShow)!.Of(l.Price)) + pick.salon.Of(price - own.Sum(l => l.Price));
            return ((Settlement[])[everybody, trusted, missed]).All(s => s.Kept >= 0 && s.Refund >= 0 && s.Kept + s.Refund == pick.paid && s.Kept <= price)
                && everybody.Kept == Math.Min(pick.paid, sum) && trusted.Kept <= everybody.Kept && everybody.Kept <= missed.Kept;
        }).QuickCheckThrowOnFailure();

    private static readonly MoneyRules Ladder = new() { TrustLadder = true, KeptVisits = 3, NoShows = 2 };

    private static Gen<Share?> Own => Gen.OneOf(
        Gen.Constant<Share?>(null), Gen.Constant<Share?>(Share.None), Gen.Choose(1, 100).Select(p => (Share?)Share.Percent(p)), Gen.Choose(1, 50_000).Select(a => (Share?)Share.Amount(a)));

    private static (CustomerTier?, long, DueReason) Asked(MoneyTerms terms) => (terms.Tier, terms.DueMinor, terms.Reason);

    private static PricedLine Line(long price, OwnFees fees) => new(ServiceId.New(), new(price, "SAR"), null, fees);

    private static PolicySnapshot Visit(MoneyRules rules, params (long Price, OwnFees Fees)[] lines) => Visit(rules, CustomerTier.Everybody, lines);

    private static PolicySnapshot Visit(MoneyRules rules, CustomerTier tier, params (long Price, OwnFees Fees)[] lines)
    {
        var terms = DepositPolicy.Of(rules, [.. lines.Select(l => Line(l.Price, l.Fees))]) ?? MoneyTerms.Under(rules);
        return PolicySnapshot.Of(CancellationPolicy.Default, Start) with { Money = terms with { Tier = tier } };
    }

    // Of everything paid.
    private static long Kept(MoneyRules rules, CancelCause cause, params (long Price, OwnFees Fees)[] lines) => Kept(rules, CustomerTier.Everybody, cause, lines);

    private static long Kept(MoneyRules rules, CustomerTier tier, CancelCause cause, params (long Price, OwnFees Fees)[] lines)
    {
        var price = lines.Sum(l => l.Price);
        return CancelPolicy.Settle(Visit(rules, tier, lines), price, price, cause, VisitRecord.Unknown, false, Late).Kept;
    }
}
