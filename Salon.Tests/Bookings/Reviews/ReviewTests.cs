using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Bookings.Reviews;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Bookings.Reviews;

public sealed class ReviewTests
{
    private static readonly Actor Platform = new(default, UserId.New(), Role.PlatformAdmin);

    [Theory, BothDatabases]
    public async Task The_average_is_right_after_every_change(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var reviews = world.Get<ReviewService>();
        var (first, second) = (await VisitedAsync(world, shop, 10), await VisitedAsync(world, shop, 12));

        Assert.Null(await RatingAsync(world));
        var one = await WriteAsync(world, shop, first, 5);
        Assert.Equal((5.0, 1), await RatingAsync(world));
        var two = await WriteAsync(world, shop, second, 2);
        Assert.Equal((3.5, 2), await RatingAsync(world));
        Assert.Equal(two, await WriteAsync(world, shop, second, 4, "after all")); // she thinks again: still one review
        Assert.Equal((4.5, 2), await RatingAsync(world));
        Assert.Null(await reviews.HideAsync(Platform, shop.Id, one, "names a person", default));
        Assert.Equal((4.0, 1), await RatingAsync(world));
        Assert.Null(await reviews.HideAsync(Platform, shop.Id, two, "spam", default));
        Assert.Null(await RatingAsync(world));
        Assert.Null(await reviews.ShowAsync(Platform, shop.Id, one, default));
        Assert.Equal((5.0, 1), await RatingAsync(world));
        Assert.Null(await reviews.ReplyAsync(shop.Owner, one, "Thank you", default));
        Assert.Null(await reviews.ReportAsync(shop.Owner, one, "not our customer", default));
        Assert.Equal((5.0, 1), await RatingAsync(world)); // answered and reported, it counts as before
    }

    [Theory, BothDatabases]
    public async Task The_average_is_right_after_changes_that_came_at_once(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 8);
        var visits = new List<BookingId>();
        for (var i = 0; i < 12; i++) visits.Add(await VisitedAsync(world, shop, 10 + i % 6));

        var written = await Task.WhenAll(visits.Select((visit, i) => WriteAsync(world, shop, visit, 1 + i % 5)));
        await Task.WhenAll(
            Task.WhenAll(visits.Take(6).Select(visit => WriteAsync(world, shop, visit, 5))),
            Task.WhenAll(written.Skip(6).Take(3).Select(review => world.Get<ReviewService>().HideAsync(Platform, shop.Id, review, "spam", default))),
            Task.WhenAll(written.Skip(9).Select(review => world.Get<ReviewService>().ReplyAsync(shop.Owner, review, "Thank you", default))));

        var stars = await shop.QueryAsync(q => q.Reviews.Where(r => r.HiddenAt == null).Select(r => r.Stars).ToListAsync());
        Assert.Equal(9, stars.Count);
        Assert.Equal((stars.Average(), stars.Count), await RatingAsync(world));
    }

    [Theory, BothDatabases]
    public async Task Of_two_first_reviews_at_once_there_is_one(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var visit = await VisitedAsync(world, shop, 10);

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WriteAsync(world, shop, visit, 4)));

        Assert.Single(written.Distinct());
        Assert.Equal((4.0, 1), await RatingAsync(world));
    }

    [Theory, BothDatabases]
    public async Task Only_the_customer_of_a_visit_that_is_over_may_review_it_and_not_for_ever(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var reviews = world.Get<ReviewService>();
        Assert.True((await shop.BookAsync(Shop.At(15))).TryGet(out var coming, out _));
        var visit = await VisitedAsync(world, shop, 10);
        Assert.True((await world.Get<BookingQueries>().TokenAsync(shop.CustomerActor, visit, default)).TryGet(out var token, out _));
        Assert.True((await world.Get<BookingQueries>().ByTokenAsync(token, default)).TryGet(out var link, out _));

        Assert.Equal(ReviewErrors.NotYet, (await reviews.WriteAsync(shop.CustomerActor, coming, 5, "", default)).Error);
        foreach (var other in (Actor[])[new(shop.Id, UserId.New(), Role.Customer), shop.Owner, shop.Desk, Actor.Visitor(shop.Id, "x"), link.Actor with { Booking = coming }])
            Assert.Equal(BookingErrors.NotFound, (await reviews.WriteAsync(other, visit, 1, "", default)).Error);
        foreach (var stars in (int[])[0, 6, -1]) Assert.Equal("Form.CheckFields", (await reviews.WriteAsync(shop.CustomerActor, visit, stars, "", default)).Error?.Code);
        Assert.Equal("Form.CheckFields", (await reviews.WriteAsync(shop.CustomerActor, visit, 5, new string('x', Review.LongestText + 1), default)).Error?.Code);
        Assert.Null((await reviews.WriteAsync(link.Actor, visit, 5, "Lovely", default)).Error);

        world.Clock.Set(Shop.At(12) + ReviewService.WritableFor);
        Assert.Equal(ReviewErrors.TooLate, (await reviews.WriteAsync(shop.CustomerActor, visit, 1, "", default)).Error);
    }

    [Theory, BothDatabases]
    public async Task The_salon_answers_and_reports_and_only_the_platform_hides(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var (reviews, queries) = (world.Get<ReviewService>(), world.Get<ReviewQueries>());
        var visit = await VisitedAsync(world, shop, 10);
        var review = await WriteAsync(world, shop, visit, 1, "Never again");

        foreach (var actor in (Actor[])[shop.Desk, shop.CustomerActor, new(shop.Id, UserId.New(), Role.Stylist, shop.Mona), Platform with { Organization = shop.Id }])
            Assert.Equal(ReviewErrors.NotAllowed, await reviews.ReplyAsync(actor, review, "No", default));
        foreach (var actor in (Actor[])[shop.Owner, shop.Desk, shop.CustomerActor])
            Assert.Equal(ReviewErrors.NotAllowed, await reviews.HideAsync(actor, shop.Id, review, "I do not like it", default));
        Assert.Null(await reviews.ReplyAsync(shop.Owner, review, "We are sorry.", default));
        Assert.Null(await reviews.ReportAsync(shop.Owner, review, "She was never here.", default));

        var shown = Assert.Single((await queries.PublicAsync(shop.Id, 1, default)).Rows);
        Assert.Equal(("Noura", "Never again", "We are sorry."), (shown.Author, shown.Text, shown.Reply));
        Assert.True((await queries.ForPlatformAsync(Platform, hidden: false, 1, default)).TryGet(out var reported, out _));
        Assert.Equal("She was never here.", Assert.Single(reported.Rows).ReportReason);
        Assert.Null(await reviews.HideAsync(Platform, shop.Id, review, "It is so.", default));
        Assert.Empty((await queries.PublicAsync(shop.Id, 1, default)).Rows);
        Assert.Equal(ReviewErrors.Hidden, (await reviews.WriteAsync(shop.CustomerActor, visit, 1, "I was!", default)).Error);
        Assert.True((await queries.ListAsync(shop.Owner, ReviewFilter.Reported, ReviewOrder.Newest, 1, default)).TryGet(out var own, out _));
        Assert.Equal("It is so.", Assert.Single(own.Rows).HideReason);
    }

    [Theory]
    [InlineData("نورة الحربي", "نورة")]
    [InlineData("أم فيصل الدوسري", "أم فيصل")]
    [InlineData("Abd Allah Saleh", "Abd Allah")]
    [InlineData("+966 50 000 0777", "")]
    [InlineData("", "")]
    public void Strangers_read_a_first_name_only(string name, string shown) => Assert.Equal(shown, FirstName.Of(name));

    /// <summary>A visit of the test day that is over.</summary>
    internal static async Task<BookingId> VisitedAsync(SalonWorld world, Shop shop, int hour)
    {
        var bookings = world.Get<BookingService>();
        Assert.True((await shop.BookAsync(Shop.At(hour))).TryGet(out var id, out var refusal), refusal?.Code);
        if (world.Clock.Now < Shop.At(0, 5)) world.Clock.Set(Shop.At(0, 5)); // its day has begun
        Assert.Null((await bookings.ArriveAsync(shop.Desk, id, default)).Error);
        Assert.Null((await bookings.CompleteAsync(shop.Desk, id, default)).Error);
        return id;
    }

    private static async Task<ReviewId> WriteAsync(SalonWorld world, Shop shop, BookingId visit, int stars, string text = "") =>
        (await world.Get<ReviewService>().WriteAsync(shop.CustomerActor, visit, stars, text, default)).TryGet(out var id, out var refusal) ? id : throw new InvalidOperationException(refusal.Code);

    // As the public pages show it.
    private static async Task<(double, int)?> RatingAsync(SalonWorld world)
    {
        var card = Assert.Single(await world.Get<SalonDirectory>().SearchAsync(null, null, default));
        Assert.True((await world.Get<SalonDirectory>().FindAsync(card.Slug, default)).TryGet(out var profile, out _));
        Assert.Equal((card.Rating, card.RatingCount), (profile.Rating, profile.RatingCount));
        return card.Rating is { } rating ? (rating, card.RatingCount) : null;
    }
}
