using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments.Documents;
using Salon.Payments.Reconciliation;
using Salon.Tenancy;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>Whatever people do with visits and their money, and in whatever order, the accounts add up.</summary>
public sealed class SequenceTests
{
    private const int Steps = 32;

    private static readonly MoneyRules Rules = new() { Deposit = Share.Percent(50), LateFee = Share.Percent(30), NoShowFee = Share.All };

    [Theory, BothDatabases, Trait("Proves", "S-28")]
    public Task Any_sequence_keeps_the_ledger_at_zero_and_gives_back_no_more_than_was_taken(Db db) => RunAsync(db, 1);

    [Theory, BothDatabases]
    public Task Another_sequence_keeps_the_ledger_at_zero_and_gives_back_no_more_than_was_taken(Db db) => RunAsync(db, 20261121);

    [Theory, BothDatabases]
    public Task A_third_sequence_keeps_the_ledger_at_zero_and_gives_back_no_more_than_was_taken(Db db) => RunAsync(db, 777);

    private static async Task RunAsync(Db db, int seed)
    {
        var run = new MoneyStory(await PaySite.OpenAsync(db, Rules, tax: TaxScheme.Phase1), new Random(seed));
        await using (run.Site)
        {
            for (var i = 0; i < Steps; i++)
            {
                await run.StepAsync();
                await run.HoldsAsync();
            }

            await run.Site.Get<ReconcileService>().CompareAsync(run.Site.Shop.Id, default); // finds what no webhook told in time
            await run.Site.GiveBackAsync();
            await run.HoldsAsync();
            await run.Site.AgreesAsync();
        }
    }
}
