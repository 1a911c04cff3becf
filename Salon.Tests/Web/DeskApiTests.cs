using System.Net;
using Salon.Tests.World;

namespace Salon.Tests.Web;

public sealed class DeskApiTests
{
    private const string Desk = "/api/v1/desk/shop";
    private static readonly Instant Ten = Shop.At(10);

    [Theory, BothDatabases]
    public async Task The_desk_books_for_somebody_and_takes_the_visit_through_its_day(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var token = await world.StaffTokenAsync(world.Shop, "+966500000030", Role.Desk);
        world.Site.Clock.Set(Shop.At(10, 20));

        var booked = await world.Client.WriteAsync($"{Desk}/bookings", Request(world, Shop.At(10, 7), "0500000031"), token); // a walk-in, already sitting
        Assert.Equal(HttpStatusCode.Created, booked.Status);
        Assert.Equal(("Amal", "+966500000031"), (booked.Json.GetProperty("customer").Text("name"), booked.Json.GetProperty("customer").Text("phone")));
        var path = $"{Desk}/bookings/{booked.Json.GetProperty("id").GetGuid()}";
        Assert.Equal(path, booked.Headers.Location?.OriginalString);
        Assert.Equal(booked.Body, (await world.Client.ReadAsync(path, token)).Body);

        var day = await world.Client.ReadAsync($"{Desk}/day", token);
        Assert.Equal(("2026-12-08", "2026-12-08"), (day.Text("date"), day.Text("today")));
        var row = Assert.Single(day.Json.GetProperty("bookings").EnumerateArray());
        Assert.Equal(["arrive", "start", "no-show", "cancel", "move"], row.GetProperty("actions").EnumerateArray().Select(a => a.GetString()));

        Assert.Equal("arrived", (await world.Client.WriteAsync($"{path}/arrive", token: token)).Text("status"));
        Assert.Equal("arrived", (await world.Client.WriteAsync($"{path}/arrive", token: token)).Text("status")); // the same tap, arriving twice
        Assert.Equal((HttpStatusCode.Conflict, "not_open"), (await world.Client.WriteAsync($"{path}/no-show", token: token)).Refusal);
        Assert.Equal("inService", (await world.Client.WriteAsync($"{path}/start", token: token)).Text("status"));
        Assert.Equal("completed", (await world.Client.WriteAsync($"{path}/complete", token: token)).Text("status"));
        Assert.Equal((HttpStatusCode.Conflict, "not_open"), (await world.Client.WriteAsync($"{path}/cancel", new { reason = "x" }, token)).Refusal);
    }

    [Theory, BothDatabases]
    public async Task The_desk_moves_cancels_and_marks_who_did_not_come(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db, people: 1);
        var token = await world.StaffTokenAsync(world.Shop, "+966500000030", Role.Manager);
        var first = $"{Desk}/bookings/{(await BookAsync(world, token, Ten)).Json.GetProperty("id").GetGuid()}";
        await BookAsync(world, token, Shop.At(12));

        var busy = await world.Client.WriteAsync($"{first}/move", new { start = ApiWorld.Time(Shop.At(12, 30)) }, token);
        Assert.Equal(("slot_taken", 3), (busy.Code, busy.Json.GetProperty("alternatives").GetArrayLength()));
        Assert.Equal((HttpStatusCode.Conflict, "too_early"), (await world.Client.WriteAsync($"{first}/no-show", token: token)).Refusal);
        Assert.Equal("2026-12-08T15:25:00+03:00", (await world.Client.WriteAsync($"{first}/move", new { start = ApiWorld.Time(Shop.At(15, 25)) }, token)).Text("start"));

        world.Site.Clock.Set(Shop.At(15, 40));
        Assert.Equal("noShow", (await world.Client.WriteAsync($"{first}/no-show", token: token)).Text("status"));

        var second = await BookAsync(world, token, Shop.At(18));
        var cancelled = await world.Client.WriteAsync($"{Desk}/bookings/{second.Json.GetProperty("id").GetGuid()}/cancel", new { reason = "burst pipe" }, token);
        Assert.Equal(("cancelled", "burst pipe"), (cancelled.Text("status"), cancelled.Text("cancelReason")));
    }

    [Theory, BothDatabases]
    public async Task A_desk_exists_only_for_those_who_work_there(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var other = await Shop.OpenAsync(world.Site, "other");
        var desk = await world.StaffTokenAsync(world.Shop, "+966500000030", Role.Desk);
        var booked = await BookAsync(world, desk, Ten);
        var id = booked.Json.GetProperty("id").GetGuid();
        string[] strangers =
        [
            await world.TokenAsync("+966500000032"), await world.StaffTokenAsync(other, "+966500000033", Role.Owner),
        ];
        (HttpMethod Method, string Path, object? Body)[] calls =
        [
            (HttpMethod.Get, "/day", null), (HttpMethod.Get, $"/bookings/{id}", null), (HttpMethod.Post, "/bookings", Request(world, Shop.At(15), null)),
            .. new[] { "arrive", "start", "complete", "no-show", "cancel" }.Select(verb => (HttpMethod.Post, $"/bookings/{id}/{verb}", (object?)null)),
            (HttpMethod.Post, $"/bookings/{id}/move", new { start = ApiWorld.Time(Shop.At(15)) }),
        ];

        foreach (var (method, path, body) in calls)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await world.Client.SendAsync(method, Desk + path, body)).Status);
            foreach (var stranger in strangers) Assert.Equal((HttpStatusCode.NotFound, "unknown_salon"), (await world.Client.SendAsync(method, Desk + path, body, stranger)).Refusal);
            Assert.Equal((HttpStatusCode.NotFound, "unknown_salon"), (await world.Client.SendAsync(method, $"/api/v1/desk/nobody{path}", body, desk)).Refusal);
        }

        // The owner of another salon reaches the booking through her own desk just as little.
        foreach (var (method, path, body) in calls.Where(c => c.Path.Contains(id.ToString(), StringComparison.Ordinal)))
            Assert.Equal((HttpStatusCode.NotFound, "not_found"), (await world.Client.SendAsync(method, $"/api/v1/desk/other{path}", body, strangers[1])).Refusal);
        Assert.Equal(booked.Body, (await world.Client.ReadAsync($"{Desk}/bookings/{id}", desk)).Body);
    }

    [Theory, BothDatabases]
    public async Task A_stylist_works_on_her_own_visits_only(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var (desk, mona) = (await world.StaffTokenAsync(world.Shop, "+966500000030", Role.Desk), await world.StaffTokenAsync(world.Shop, "+966500000034", Role.Stylist, world.Shop.Mona));
        var hers = (await BookAsync(world, desk, Ten, world.Shop.Mona)).Json.GetProperty("id").GetGuid();
        var saras = (await BookAsync(world, desk, Ten, world.Shop.Sara)).Json.GetProperty("id").GetGuid();

        var row = Assert.Single((await world.Client.ReadAsync($"{Desk}/day?date=2026-12-08", mona)).Json.GetProperty("bookings").EnumerateArray());
        Assert.Equal((hers, System.Text.Json.JsonValueKind.Null), (row.GetProperty("id").GetGuid(), row.GetProperty("customer").GetProperty("phone").ValueKind));
        foreach (var verb in (string[])["arrive", "start"])
            Assert.Equal((HttpStatusCode.Conflict, "not_today"), (await world.Client.WriteAsync($"{Desk}/bookings/{hers}/{verb}", token: mona)).Refusal); // it is Monday, and her visit is on Tuesday
        Assert.Empty(row.GetProperty("actions").EnumerateArray());
        world.Site.Clock.Set(Shop.At(9, 30));
        Assert.Equal("arrived", (await world.Client.WriteAsync($"{Desk}/bookings/{hers}/arrive", token: mona)).Text("status"));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (await world.Client.WriteAsync($"{Desk}/bookings/{saras}/arrive", token: mona)).Refusal);
        Assert.Equal((HttpStatusCode.Forbidden, "not_allowed"), (await world.Client.WriteAsync($"{Desk}/bookings", Request(world, Shop.At(15), null), mona)).Refusal);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (await world.Client.WriteAsync($"{Desk}/bookings/{hers}/cancel", token: mona)).Refusal);
    }

    [Fact]
    public async Task A_body_the_desk_cannot_mean_is_refused_with_its_fields()
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite);
        var token = await world.StaffTokenAsync(world.Shop, "+966500000030", Role.Desk);

        Assert.Equal(["branch", "start", "lines", "customer.name"], (await world.Client.WriteAsync($"{Desk}/bookings", new { }, token)).Fields);
        var wrong = await world.Client.WriteAsync($"{Desk}/bookings", Request(world, Ten, "12", language: "fr"), token);
        Assert.Equal(["customer.phone", "customer.language"], wrong.Fields);
        Assert.Equal(["branch", "date", "staff"], (await world.Client.ReadAsync($"{Desk}/day?branch=x&date=y&staff=z", token)).Fields);
    }

    [Theory, BothDatabases]
    public async Task The_desk_may_repeat_a_call_with_its_key(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var token = await world.StaffTokenAsync(world.Shop, "+966500000030", Role.Desk);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            world.Client.WriteAsync($"{Desk}/bookings", Request(world, Ten, "0500000031"), token, ("Idempotency-Key", "walk-in"))));

        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Created, answers[0].Body), (a.Status, a.Body)));
        var other = await world.Client.WriteAsync($"{Desk}/bookings", Request(world, Shop.At(15), null), token, ("Idempotency-Key", "walk-in"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency_mismatch"), other.Refusal);
    }

    private static async Task<Answer> BookAsync(ApiWorld world, string token, Instant at, StaffId? staff = null)
    {
        var answer = await world.Client.WriteAsync($"{Desk}/bookings", Request(world, at, "0500000031", staff), token);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer;
    }

    private static object Request(ApiWorld world, Instant at, string? phone, StaffId? staff = null, string? language = null) => new
    {
        branch = world.Shop.Branch.Value, start = ApiWorld.Time(at), lines = new[] { new { service = world.Shop.Haircut.Value, staff = staff?.Value } },
        customer = new { name = "Amal", phone, language },
    };
}
