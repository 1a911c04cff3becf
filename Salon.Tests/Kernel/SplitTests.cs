using FsCheck;
using FsCheck.Fluent;

namespace Salon.Tests.Kernel;

public sealed class SplitTests
{
    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 33, 33, 34 })]
    [InlineData(-1000, new long[] { 300, 700 }, new long[] { -300, -700 })]
    [InlineData(1, new long[] { 5, 0, 5 }, new long[] { 0, 0, 1 })]
    [InlineData(0, new long[] { 2, 3 }, new long[] { 0, 0 })]
    public void A_sum_is_divided_by_weight(long whole, long[] weights, long[] parts) => Assert.Equal(parts, Split.Of(whole, weights));

    [Fact]
    public void The_parts_add_up_and_none_is_a_minor_unit_from_its_share() => Prop.ForAll(
        (from whole in Gen.Choose(-1_000_000, 1_000_000) from weights in Gen.NonEmptyListOf(Gen.Choose(1, 100_000)) select (whole, weights)).ToArbitrary(), pick =>
        {
            var weights = pick.weights.Select(w => (long)w).ToArray();
            var parts = Split.Of(pick.whole, weights);
            return parts.Sum() == pick.whole && parts.Zip(weights).All(p => Math.Abs(p.First - ((decimal)pick.whole * p.Second / weights.Sum())) <= 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Weights_that_say_nothing_are_a_mistake_of_the_caller() => Assert.Throws<ArgumentOutOfRangeException>(() => Split.Of(10, [0, 0]));
}
