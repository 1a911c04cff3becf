using Salon.Bookings;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>A visit waits for its deposit, and its hold ends in the very moment in which the money comes.</summary>
public sealed class HoldEndTests
{
    private const int Deposit = 5000;

    [Theory, BothDatabases, Trait("Proves", "R-03")]
    public async Task Money_that_comes_as_the_hold_ends_buys_the_visit_or_goes_back(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        for (var seed = 0; seed < Amount.Of("SALON_TRIALS", 20); seed++) await TryAsync(site, seed);
        await site.AgreesAsync();
    }

    private static async Task TryAsync(PaySite site, int seed)
    {
        var (dice, hour, day) = (new Random(seed), 10 + seed % 10, 3 + seed / 10);
        var bookings = site.Get<BookingService>();
        var booked = await site.Shop.BookAsync(Shop.At(hour, day: day), staff: site.Shop.Mona);
        Assert.True(booked.TryGet(out var booking, out var refusal), $"seed {seed}: {refusal?.Code}");
        var checkout = await site.StartAsync(booking);
        var visit = await site.Shop.ReadAsync(booking);
        site.Clock.Set(visit.HoldExpiresAt!.Value + Duration.FromMilliseconds(dice.Next(-1, 2)));

        var taken = false;
        var request = site.Shop.Request(visit.StartsAt, staff: site.Shop.Mona) with { Channel = BookingChannel.Desk };
        Func<Task>[] together =
        [
            () => { site.PayAtProvider(checkout); return Task.CompletedTask; }, // which tells us by a webhook
            () => site.ReturnAsync(booking),
            () => bookings.SweepAsync(site.Database, Actor.System(site.Shop.Id), site.Clock.Now),
            async () => taken = (await bookings.BookAsync(site.Shop.Desk, request, site.Shop.Her, default)).Error is null,
        ];
        dice.Shuffle(together);
        await Task.WhenAll(together.Select(one => Task.Run(one)));
        await site.ReturnAsync(booking); // she sees the page of her visit; what she paid is known by then at the latest
        await site.GiveBackAsync();

        var (status, money) = ((await site.Shop.ReadAsync(booking)).Status, PayingTests.Amounts(await site.PaymentAsync(checkout.Payment)));
        Assert.True(
            (status == BookingStatus.Confirmed && money == (Deposit, 0) && !taken) || (status == BookingStatus.Expired && money == (Deposit, Deposit)),
            $"seed {seed}: {status}, {money.Item1} paid and {money.Item2} given back, the time {(taken ? "" : "not ")}sold to another");
    }
}
