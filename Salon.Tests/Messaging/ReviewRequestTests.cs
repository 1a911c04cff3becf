using Salon.Bookings;
using Salon.Bookings.Reviews;
using Salon.Messaging;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Messaging;

public sealed class ReviewRequestTests
{
    [Theory, BothDatabases]
    public async Task After_the_visit_she_is_asked_for_a_review_once_as_late_as_the_salon_wants(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: []);
        var visit = await VisitedAsync(stage);

        await stage.DispatchAsync();
        Assert.DoesNotContain(stage.Sms.Asked, m => m.Text.Contains("/review", StringComparison.Ordinal));
        await stage.PassAsync(stage.World.Clock.Now + Duration.FromHours(3), Duration.FromMinutes(10));

        var text = Assert.Single(stage.Sms.Asked, m => m.Text.Contains("/review", StringComparison.Ordinal)).Text;
        var token = text[(text.IndexOf("/b/", StringComparison.Ordinal) + 3)..text.IndexOf("/review", StringComparison.Ordinal)];
        Assert.True((await stage.World.Get<BookingQueries>().ByTokenAsync(token, default)).TryGet(out var link, out _));
        Assert.Equal(visit, link.Booking);
        Assert.Null((await stage.World.Get<ReviewService>().WriteAsync(link.Actor, visit, 5, "Lovely", default)).Error);
    }

    [Theory, BothDatabases]
    public async Task Nobody_is_asked_for_what_she_wrote_already_or_by_a_salon_that_does_not_want_to_ask(Db db)
    {
        await using var stage = await MessagingStage.StartAsync(db, reminders: []);
        var visit = await VisitedAsync(stage);
        await stage.DispatchAsync();
        Assert.Null((await stage.World.Get<ReviewService>().WriteAsync(stage.Shop.CustomerActor, visit, 4, "", default)).Error);
        await stage.PassAsync(stage.World.Clock.Now + Duration.FromHours(3), Duration.FromMinutes(30));

        await ChangeRulesAsync(stage, rules => rules with { ReviewDelayHours = null });
        await VisitedAsync(stage, hour: 20);
        await stage.PassAsync(stage.World.Clock.Now + Duration.FromHours(20), Duration.FromHours(1));

        Assert.DoesNotContain(stage.Sms.Asked, m => m.Text.Contains("/review", StringComparison.Ordinal));
        Assert.Equal(MessageStatus.Skipped, (await stage.MessagesAsync(visit)).Single(m => m.Kind == MessageKinds.Review).Status);
    }

    private static async Task<BookingId> VisitedAsync(MessagingStage stage, int hour = 12)
    {
        var (bookings, shop) = (stage.World.Get<BookingService>(), stage.Shop);
        var id = await stage.BookAsync(Shop.At(hour));
        stage.World.Clock.Set(Shop.At(hour + 1));
        await bookings.ArriveAsync(shop.Desk, id, default);
        Assert.Null((await bookings.CompleteAsync(shop.Desk, id, default)).Error);
        return id;
    }

    private static async Task ChangeRulesAsync(MessagingStage stage, Func<BookingRules, BookingRules> change)
    {
        var organizations = stage.World.Get<OrganizationService>();
        Assert.True((await organizations.FindAsync(stage.Shop.Owner, default)).TryGet(out var settings, out _));
        Assert.Null(await organizations.SetRulesAsync(stage.Shop.Owner, change(settings.Rules), settings.Cancellation, settings.Version, default));
    }
}
