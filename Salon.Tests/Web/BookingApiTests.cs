using System.Net;
using System.Text.Json;
using Salon.Bookings;
using Salon.Tests.World;

namespace Salon.Tests.Web;

public sealed class BookingApiTests
{
    private const string Bookings = "/api/v1/bookings";
    private static readonly Instant Ten = Shop.At(10);
    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true };

    [Theory, BothDatabases]
    public async Task A_customer_books_sees_moves_and_cancels(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var token = await world.TokenAsync("+966500000011", "Huda");

        var booked = await world.Client.WriteAsync(Bookings, world.Request(Ten, world.Shop.Mona, note: "شعر طويل"), token);

        Assert.Equal(HttpStatusCode.Created, booked.Status);
        var id = booked.Json.GetProperty("id").GetGuid();
        Assert.Equal($"{Bookings}/{id}", booked.Headers.Location?.OriginalString);
        Assert.Equal(("confirmed", "shop", world.Shop.Branch.Value), (booked.Text("status"), booked.Text("salon"), booked.Json.GetProperty("branch").GetGuid()));
        Assert.Equal(("2026-12-08T10:00:00+03:00", "2026-12-08T11:00:00+03:00"), (booked.Text("start"), booked.Text("end")));
        Assert.Equal("2026-12-07T22:00:00+03:00", booked.Text("cancelUntil"));
        Assert.Equal("""{"amount":10000,"currency":"SAR"}""", booked.Json.GetProperty("price").GetRawText());
        Assert.Equal("""{"amount":0,"currency":"SAR"}""", booked.Json.GetProperty("paid").GetRawText());
        Assert.Equal("شعر طويل", booked.Text("note"));
        var line = Assert.Single(booked.Json.GetProperty("lines").EnumerateArray());
        Assert.Equal((world.Shop.Haircut.Value, world.Shop.Mona.Value), (line.GetProperty("service").GetGuid(), line.GetProperty("staff").GetGuid()));
        Assert.Equal(["confirmed"], History(booked));

        Assert.Equal(booked.Body, (await world.Client.ReadAsync($"{Bookings}/{id}", token)).Body);
        Assert.Equal($"[{booked.Body}]", (await world.Client.ReadAsync(Bookings, token)).Body);

        var moved = await world.Client.WriteAsync($"{Bookings}/{id}/reschedule", new { start = ApiWorld.Time(Shop.At(12, 30)) }, token);
        Assert.Equal((HttpStatusCode.OK, "2026-12-08T12:30:00+03:00"), (moved.Status, moved.Text("start")));

        var cancelled = await world.Client.WriteAsync($"{Bookings}/{id}/cancel", new { reason = "ill" }, token);
        Assert.Equal((HttpStatusCode.OK, "cancelled", "ill"), (cancelled.Status, cancelled.Text("status"), cancelled.Text("cancelReason")));
        Assert.Equal(["confirmed", "confirmed", "cancelled"], History(cancelled));

        var again = await world.Client.WriteAsync($"{Bookings}/{id}/reschedule", new { start = ApiWorld.Time(Ten) }, token);
        Assert.Equal((HttpStatusCode.Conflict, "not_open"), (again.Status, again.Code));
    }

    [Theory, BothDatabases]
    public async Task A_visit_that_is_over_is_reviewed_and_the_salon_shows_it(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var token = await world.TokenAsync("+966500000013", "Hind");
        var id = (await world.Client.WriteAsync(Bookings, world.Request(Ten, world.Shop.Mona), token)).Json.GetProperty("id").GetGuid();
        var path = $"{Bookings}/{id}/review";

        Assert.Equal(HttpStatusCode.Conflict, (await world.Client.WriteAsync(path, new { rating = 5 }, token)).Status);
        var bookings = world.Site.Get<BookingService>();
        world.Site.Clock.Set(Ten);
        await bookings.ArriveAsync(world.Shop.Desk, new(id), default);
        await bookings.CompleteAsync(world.Shop.Desk, new(id), default);

        foreach (var rating in (int[])[0, 6]) Assert.Equal(HttpStatusCode.BadRequest, (await world.Client.WriteAsync(path, new { rating }, token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.Client.WriteAsync(path, new { rating = 4, text = "جميل" }, token)).Status);
        var salon = (await world.Client.ReadAsync("/api/v1/salons/shop", token)).Json;
        Assert.Equal((4.0, 1), (salon.GetProperty("rating").GetDouble(), salon.GetProperty("reviewCount").GetInt32()));
    }

    [Theory, BothDatabases]
    public async Task A_time_is_held_confirmed_and_seen_on_the_way(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var token = await world.TokenAsync("+966500000012");

        var held = await world.Client.WriteAsync(Bookings, world.Request(Ten, hold: true), token);
        Assert.Equal((HttpStatusCode.Created, "held", "2026-12-07T09:10:00+03:00"), (held.Status, held.Text("status"), held.Text("holdExpiresAt")));
        Assert.Equal(JsonValueKind.Null, held.Json.GetProperty("customer").ValueKind);
        Assert.Equal(1, (await world.Client.ReadAsync(Bookings, token)).Json.GetArrayLength());

        var path = $"{Bookings}/{held.Json.GetProperty("id").GetGuid()}";
        var confirmed = await world.Client.WriteAsync($"{path}/confirm", new { name = "نورة", note = "first visit" }, token);
        Assert.Equal((HttpStatusCode.OK, "confirmed", "first visit"), (confirmed.Status, confirmed.Text("status"), confirmed.Text("note")));
        Assert.Equal("نورة", confirmed.Json.GetProperty("customer").Text("name"));
        Assert.Equal(HttpStatusCode.OK, (await world.Client.WriteAsync($"{path}/confirm", token: token)).Status); // the same click, arriving twice
    }

    [Theory, BothDatabases]
    public async Task Her_own_hold_is_free_to_her_and_refuses_her_nothing(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var (hers, other) = (await world.TokenAsync("+966500000011", "Huda"), await world.TokenAsync("+966500000012", "Hind"));
        var held = await world.Client.WriteAsync(Bookings, world.Request(Ten, world.Shop.Mona, hold: true), hers);
        var times = $"/api/v1/salons/shop/availability?branch={world.Shop.Branch}&service={world.Shop.Haircut}&staff={world.Shop.Mona}&from=2026-12-08";

        Assert.Contains("T10:00:00", (await world.Client.ReadAsync(times, hers)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"2026-12-08T10:00:00+03:00\",\"end\"", (await world.Client.ReadAsync(times, other)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await world.Client.WriteAsync(Bookings, world.Request(Ten, world.Shop.Mona), other)).Status);
        var booked = await world.Client.WriteAsync(Bookings, world.Request(Ten, world.Shop.Mona), hers);

        Assert.Equal((HttpStatusCode.Created, "confirmed"), (booked.Status, booked.Text("status")));
        Assert.NotEqual(held.Json.GetProperty("id").GetGuid(), booked.Json.GetProperty("id").GetGuid());
        Assert.Single((await world.Client.ReadAsync(Bookings, hers)).Json.EnumerateArray());
    }

    [Theory, BothDatabases]
    public async Task A_hold_that_ran_out_and_was_taken_is_told_so(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db, people: 1);
        var (slow, fast) = (await world.TokenAsync("+966500000012", "Slow"), await world.TokenAsync("+966500000013", "Fast"));
        var held = await world.Client.WriteAsync(Bookings, world.Request(Ten, hold: true), slow);
        var path = $"{Bookings}/{held.Json.GetProperty("id").GetGuid()}";

        world.Site.Clock.Advance(Duration.FromMinutes(11));
        Assert.Equal("expired", (await world.Client.ReadAsync(path, slow)).Text("status"));
        Assert.Equal(HttpStatusCode.Created, (await world.Client.WriteAsync(Bookings, world.Request(Ten), fast)).Status);

        var late = await world.Client.WriteAsync($"{path}/confirm", token: slow);
        Assert.Equal((HttpStatusCode.Conflict, "hold_expired"), (late.Status, late.Code));
    }

    [Theory, BothDatabases]
    public async Task A_lost_time_comes_with_the_three_nearest(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db, people: 1);
        var token = await world.TokenAsync("+966500000014", "Reem");
        await world.Shop.BookAsync(Shop.At(12));

        var lost = await world.Client.WriteAsync(Bookings, world.Request(Shop.At(12, 15)), token);

        Assert.Equal((HttpStatusCode.Conflict, "slot_taken"), (lost.Status, lost.Code));
        var alternatives = lost.Json.GetProperty("alternatives").EnumerateArray().ToList();
        Assert.Equal(["2026-12-08T13:00:00+03:00", "2026-12-08T13:15:00+03:00", "2026-12-08T11:00:00+03:00"], alternatives.Select(a => a.Text("start")));
        Assert.All(alternatives, a => Assert.Equal([world.Shop.Mona.Value], a.GetProperty("staff").EnumerateArray().Select(s => s.GetGuid())));

        var mine = await world.Client.WriteAsync(Bookings, world.Request(Shop.At(16)), token);
        var moved = await world.Client.WriteAsync($"{Bookings}/{mine.Json.GetProperty("id").GetGuid()}/reschedule", new { start = ApiWorld.Time(Shop.At(12)) }, token);
        Assert.Equal(("slot_taken", 3), (moved.Code, moved.Json.GetProperty("alternatives").GetArrayLength()));
        Assert.Equal("2026-12-08T16:00:00+03:00", (await world.Client.ReadAsync(Bookings, token)).Json[0].Text("start"));
    }

    [Theory, BothDatabases]
    public async Task The_same_key_answers_the_same_and_with_another_body_is_refused(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var token = await world.TokenAsync("+966500000015", "Dana");
        var request = world.Request(Ten, world.Shop.Mona);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.Client.WriteAsync(Bookings, request, token, ("Idempotency-Key", "k-1"))));
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Created, answers[0].Body), (a.Status, a.Body)));
        Assert.Equal(1, (await world.Client.ReadAsync(Bookings, token)).Json.GetArrayLength());

        var spaced = JsonSerializer.Serialize(request, Spaced);
        Assert.Equal(answers[0].Body, (await world.Client.WriteAsync(Bookings, spaced, token, ("Idempotency-Key", "k-1"))).Body);

        foreach (var other in new[] { world.Request(Ten, world.Shop.Sara), world.Request(Shop.At(15)), world.Request(Ten, world.Shop.Mona, note: "another") })
        {
            var refused = await world.Client.WriteAsync(Bookings, other, token, ("Idempotency-Key", "k-1"));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency_mismatch"), (refused.Status, refused.Code));
        }

        var stranger = await world.TokenAsync("+966500000016", "Lama"); // a key belongs to its caller
        Assert.Equal(HttpStatusCode.Created, (await world.Client.WriteAsync(Bookings, world.Request(Shop.At(15)), stranger, ("Idempotency-Key", "k-1"))).Status);
        Assert.Equal(1, (await world.Client.ReadAsync(Bookings, token)).Json.GetArrayLength());
    }

    [Theory, BothDatabases, Trait("Proves", "R-01")]
    public async Task Two_hundred_callers_at_once_get_one_booking_and_typed_refusals(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db, people: 1, overHttp: true, settings: [("Salon:Limits:Writes:PerAddress", "1000")]);
        var tokens = new List<string>();
        for (var i = 0; i < 200; i++) tokens.Add(await world.TokenAsync($"+96650001{i:0000}", $"Caller {i}"));
        var barrier = new TaskCompletionSource();

        var calls = tokens.Select(async token =>
        {
            await barrier.Task;
            return await world.Client.WriteAsync(Bookings, world.Request(Ten), token, ("Idempotency-Key", "mine"));
        }).ToList();
        barrier.SetResult();
        var answers = await Task.WhenAll(calls);

        Assert.Equal(1, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.Equal(199, answers.Count(a => a.Status == HttpStatusCode.Conflict && a.Code == "slot_taken" && a.Json.GetProperty("alternatives").GetArrayLength() == 3));
    }

    [Theory, BothDatabases, Trait("Proves", "S-01")]
    public async Task What_is_not_hers_does_not_exist_for_a_customer(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var other = await Shop.OpenAsync(world.Site, "other");
        var (hers, strangers) = (await world.TokenAsync("+966500000017", "Hers"), await world.TokenAsync("+966500000018", "Stranger"));
        var booked = await world.Client.WriteAsync(Bookings, world.Request(Ten), hers);
        var path = $"{Bookings}/{booked.Json.GetProperty("id").GetGuid()}";
        string[] readers =
        [
            strangers, await world.StaffTokenAsync(world.Shop, "+966500000019", Role.Owner), await world.StaffTokenAsync(other, "+966500000020", Role.Owner),
        ];
        (string Path, object? Body)[] calls = [($"{path}/confirm", null), ($"{path}/cancel", null), ($"{path}/reschedule", new { start = ApiWorld.Time(Shop.At(15)) })];

        foreach (var reader in readers)
        {
            Assert.Equal("[]", (await world.Client.ReadAsync(Bookings, reader)).Body);
            Assert.Equal((HttpStatusCode.NotFound, "not_found"), (await world.Client.ReadAsync(path, reader)).Refusal);
            foreach (var (call, body) in calls) Assert.Contains((await world.Client.WriteAsync(call, body, reader)).Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.Conflict });
        }

        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (await world.Client.ReadAsync($"{Bookings}/{Guid.NewGuid()}", hers)).Refusal);
        Assert.Equal(booked.Body, (await world.Client.ReadAsync(path, hers)).Body); // nothing changed
    }

    [Fact]
    public async Task Nobody_books_without_a_token()
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite);

        Assert.Equal((HttpStatusCode.Unauthorized, "session_over"), (await world.Client.ReadAsync(Bookings)).Refusal);
        Assert.Equal((HttpStatusCode.Unauthorized, "session_over"), (await world.Client.WriteAsync(Bookings, world.Request(Ten), token: "made.up")).Refusal);
    }

    [Theory, BothDatabases]
    public async Task Whatever_is_sent_is_answered_calmly(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db, overHttp: true);
        var token = await world.TokenAsync("+966500000021", "Nouf");
        var (branch, haircut) = (world.Shop.Branch.Value, world.Shop.Haircut.Value);
        const string Start = "\"2026-12-08T10:00:00+03:00\"";
        string Body(string salon = "\"shop\"", string? place = null, string start = Start, string? lines = null, string more = "") =>
            $$"""{"salon":{{salon}},"branch":{{place ?? $"\"{branch}\""}},"start":{{start}},"lines":{{lines ?? $$"""[{"service":"{{haircut}}"}]"""}}{{more}}}""";

        (string Body, string Code, string? Field)[] hostile =
        [
            ("{}", "invalid_request", "salon"),
            (Body(salon: "null"), "invalid_request", "salon"),
            (Body(salon: "1"), "invalid_request", "salon"),
            (Body(salon: "\"sh\\u0000op\""), "invalid_request", "salon"),
            (Body(salon: $"\"{new string('x', 50)}\""), "invalid_request", "salon"),
            (Body(salon: "\"nobody\""), "unknown_salon", null),
            (Body(place: "\"1\""), "invalid_request", "branch"),
            (Body(place: $"\"{Guid.NewGuid()}\""), "unknown_branch", null),
            (Body(start: "\"2026-12-08T10:00:00\""), "invalid_request", "start"),
            (Body(start: "\"tomorrow\""), "invalid_request", "start"),
            (Body(start: "\"9999-12-31T23:59:59Z\""), "invalid_request", "start"),
            (Body(start: "1765177200"), "invalid_request", "start"),
            (Body(start: "\"2026-12-08T10:01:00+03:00\""), "not_on_step", null),
            (Body(start: "\"2026-12-08T04:00:00+03:00\""), "closed", null),
            (Body(start: "\"2026-12-07T06:00:00Z\""), "too_soon", null),
            (Body(start: "\"2027-06-07T10:00:00+03:00\""), "too_far", null),
            (Body(lines: "[]"), "no_services", null),
            (Body(lines: "null"), "invalid_request", "lines"),
            (Body(lines: "{}"), "invalid_request", "lines"),
            (Body(lines: "[null]"), "invalid_request", "lines[0].service"),
            (Body(lines: "[{\"staff\":\"x\"}]"), "invalid_request", "lines[0].staff"),
            (Body(lines: $"[{{\"service\":\"{Guid.NewGuid()}\"}}]"), "unknown_service", null),
            (Body(lines: $"[{string.Join(',', Enumerable.Repeat($"{{\"service\":\"{haircut}\"}}", 9))}]"), "too_many_services", null),
            (Body(lines: $"[{string.Join(',', Enumerable.Repeat($"{{\"service\":\"{haircut}\"}}", 1000))}]"), "too_many_services", null),
            (Body(more: $",\"note\":\"{new string('ن', 501)}\""), "note_too_long", null),
            (Body(more: ",\"note\":\"\\u0000\""), "invalid_request", "note"),
            (Body(more: ",\"hold\":\"yes\""), "invalid_request", "hold"),
            (Body(more: $",\"name\":\"{new string('n', 101)}\""), "invalid_request", "name"),
            (Body(more: $",\"x\":\"{new string('x', 1024 * 1024)}\""), "body_too_large", null),
        ];

        foreach (var (body, code, field) in hostile)
        {
            var answer = await world.Client.WriteAsync(Bookings, body, token);
            Assert.Equal((body[..Math.Min(body.Length, 300)], code), (body[..Math.Min(body.Length, 300)], answer.Code));
            if (field is not null) Assert.Contains(field, answer.Fields);
            Assert.InRange((int)answer.Status, 400, 422);
        }

        foreach (var key in new[] { "", "a b", new string('k', 201) })
            Assert.Equal(["Idempotency-Key"], (await world.Client.WriteAsync(Bookings, world.Request(Ten), token, ("Idempotency-Key", key))).Fields);

        Assert.Equal("[]", (await world.Client.ReadAsync(Bookings, token)).Body);
        var unknown = await world.Client.WriteAsync(Bookings, Body(more: ",\"price\":{\"amount\":1},\"organizationId\":\"x\",\"status\":\"completed\""), token);
        Assert.Equal((HttpStatusCode.Created, 10000L), (unknown.Status, unknown.Json.GetProperty("price").GetProperty("amount").GetInt64()));
    }

    [Fact]
    public async Task A_caller_without_a_name_is_known_to_the_salon_by_her_phone_until_she_gives_one()
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite);
        var token = await world.TokenAsync("+966500000022");

        var nameless = await world.Client.WriteAsync(Bookings, world.Request(Ten), token);

        Assert.Equal("+966 50 000 0022", nameless.Json.GetProperty("customer").Text("name"));
    }

    private static IEnumerable<string?> History(Answer answer) => answer.Json.GetProperty("history").EnumerateArray().Select(e => e.Text("to"));
}
