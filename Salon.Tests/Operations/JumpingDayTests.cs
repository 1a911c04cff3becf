using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Messaging;
using Salon.Payments.Documents;
using Salon.Payments.Reconciliation;
using Salon.Tenancy;
using Salon.Tests.Payments;
using Salon.Tests.World;
using Salon.Web.Sandbox;

namespace Salon.Tests.Operations;

/// <summary>
/// A day at a salon whose server does not know what time it is: its clock jumps ahead and back by hours while people book, pay, move, cancel, come,
/// and are reminded. In the end nothing is lost and nothing doubled.
/// </summary>
public sealed class JumpingDayTests
{
    private const int People = 3, MostWrong = 180; // minutes, to either side

    private static readonly int[] Reminders = [60, 240]; // minutes before
    private static readonly int Days = Amount.Of("SALON_DAYS", 1);
    private static readonly int Hours = Days > 1 ? 24 : 8;
    private static readonly MoneyRules Rules = new() { Deposit = Share.Percent(50), LateFee = Share.Percent(30), NoShowFee = Share.All };

    [Theory, BothDatabases, Trait("Proves", "R-11")]
    public async Task A_day_under_a_clock_that_jumps_loses_nothing_and_doubles_nothing(Db db)
    {
        for (var seed = 1; seed <= Days; seed++)
        {
            await using var site = await PaySite.OpenAsync(db, Rules, tax: TaxScheme.Phase1);
            await RemindAsync(site);
            var people = Enumerable.Range(0, People).Select(person => new MoneyStory(site, new Random((seed * People) + person), movesClock: false)).ToList();
            await PassAsync(site, people, new Random(seed));

            foreach (var person in people) await person.HoldsAsync();
            await site.AgreesAsync();
            Assert.Equal((seed, 0), (seed, await site.Get<DatabaseOptions>().CountAsync(RawSql.Overlaps)));
            Assert.Equal((seed, 0), (seed, await site.Get<DatabaseOptions>().CountAsync(RawSql.Orphans)));
            await NothingIsLeftAsync(site);
            await EveryPurposeHasOneMessageAsync(site);
        }
    }

    private static async Task PassAsync(PaySite site, IReadOnlyList<MoneyStory> people, Random dice)
    {
        var (time, wrong) = (site.Clock.Now, Duration.Zero);
        for (var hour = 0; hour < Hours; hour++, time += Duration.FromHours(1))
        {
            if (dice.Next(3) == 0) wrong = Duration.FromMinutes(dice.Next(-MostWrong, MostWrong + 1));
            site.Clock.Set(time + wrong);
            var acts = (
                from person in people
                select (Person: person, Moves: dice.Next(4) == 0, Which: dice.Next(), To: Shop.At(dice.Next(10, 21), day: dice.Next(3)))).ToList();
            await Task.WhenAll(acts.Select(act => Task.Run(() => act is { Moves: true, Person.Visits: { Count: > 0 } visits }
                ? site.Get<BookingService>().MoveAsync(site.Shop.Desk, visits[act.Which % visits.Count], act.To, null, default)
                : act.Person.StepAsync())));
            await WorkAsync(site);
        }

        site.Clock.Set(time + Duration.FromMinutes(2 * MostWrong)); // right again, and later than it ever believed
        for (var i = 0; i < 2; i++)
        {
            await WorkAsync(site);
            await site.SettleAsync();
        }

        await site.Get<ReconcileService>().CompareAsync(site.Shop.Id, default); // what no webhook told in time
        await site.GiveBackAsync();
    }

    private static async Task WorkAsync(PaySite site)
    {
        await site.RunAsync<SweepHoldsJob>();
        await site.RunAsync<QueueRemindersJob>();
        await site.RunAsync<FollowPaymentsJob>();
    }

    private static async Task RemindAsync(PaySite site)
    {
        await using var db = await site.Database.OpenForWriteAsync(site.Shop.Id, default);
        var organization = await db.Organizations.SingleAsync(o => o.Id == site.Shop.Id);
        organization.SetRules(organization.Rules with { ReminderMinutes = Reminders }, organization.Cancellation);
        Assert.Null(await db.CommitAsync(default));
    }

    // No job is lost: what was to be done is done, and nothing was given up.
    private static async Task NothingIsLeftAsync(PaySite site)
    {
        Assert.Empty(await site.QueryAsync(db => db.Outbox.Where(m => m.FailedAt != null).Select(m => $"{m.Name}: {m.Problem}").ToListAsync()));
        Assert.Empty(await site.QueryAsync(db => db.JobTroubles.Select(t => $"{t.Work}: {t.Problem}").ToListAsync()));
        var now = site.Clock.Now;
        var held = await site.QueryAsync(db => db.Bookings.Where(b => b.Status == BookingStatus.Held || b.Status == BookingStatus.Pending).ToListAsync());
        Assert.All(held, b => Assert.True(b.HoldExpiresAt > now, "A hold outlived its end."));
    }

    // The telephones had each message once, and each visit that stood was told.
    private static async Task EveryPurposeHasOneMessageAsync(PaySite site)
    {
        var messages = await site.QueryAsync(db => db.Messages.AsNoTracking().ToListAsync());
        IEnumerable<Message> Of(string kind) => messages.Where(m => m.Kind == kind);
        MessageStatus[] settled = [MessageStatus.Sent, MessageStatus.Skipped, MessageStatus.Queued]; // what the night holds back is queued still
        Assert.All(messages, m => Assert.True(settled.Contains(m.Status), $"{m.Kind} is {m.Status}: {m.Reason}"));
        Assert.All(Of(MessageKinds.Confirmed).GroupBy(m => m.BookingId), visit => Assert.Single(visit));
        Assert.All(Of(MessageKinds.Cancelled).GroupBy(m => m.BookingId), visit => Assert.Single(visit));
        Assert.All(Of(MessageKinds.Reminder).GroupBy(m => (m.BookingId, m.VisitAt)), visit => Assert.InRange(visit.Count(), 1, Reminders.Length));

        var sent = messages.Where(m => m.Status == MessageStatus.Sent).Select(m => m.Text); // a link of its own in each visit's
        var received = site.Get<SandboxInbox>().Read().Where(m => m.Code is null).Select(m => m.Text);
        Assert.Equal(sent.Order(StringComparer.Ordinal), received.Order(StringComparer.Ordinal));

        BookingStatus[] stand = [BookingStatus.Confirmed, BookingStatus.Arrived, BookingStatus.InService, BookingStatus.Completed];
        var stood = await site.QueryAsync(db => db.Bookings.Where(b => stand.Contains(b.Status)).Select(b => b.Id).ToListAsync());
        Assert.NotEmpty(stood);
        Assert.Empty(stood.Except(Of(MessageKinds.Confirmed).Select(m => m.BookingId!.Value)));
    }
}
