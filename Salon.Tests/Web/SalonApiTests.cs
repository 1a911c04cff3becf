using System.Net;
using System.Text.Json;
using Salon.Tests.World;

namespace Salon.Tests.Web;

public sealed class SalonApiTests
{
    [Theory, BothDatabases]
    public async Task Salons_are_found_and_told_in_the_language_asked_for(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        await SmallSalon.OpenAsync(world.Site, "lamsa", "لمسة");

        var all = await world.Client.ReadAsync("/api/v1/salons");
        Assert.Equal(["lamsa", "shop"], all.Json.EnumerateArray().Select(s => s.GetProperty("slug").GetString()).Order());
        var found = Assert.Single((await world.Client.ReadAsync("/api/v1/salons?query=lamsa")).Json.EnumerateArray());
        Assert.Equal("""{"slug":"lamsa","name":"Lamsa","city":"Riyadh","rating":null,"reviewCount":0}""", found.GetRawText());

        var arabic = await world.Client.ReadAsync("/api/v1/salons?query=%D9%84%D9%85%D8%B3%D9%87&culture=ar"); // لمسه finds لمسة
        Assert.Equal("لمسة", Assert.Single(arabic.Json.EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory, BothDatabases]
    public async Task A_salon_shows_its_branches_menu_and_people(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var lamsa = await SmallSalon.OpenAsync(world.Site);

        var branch = Assert.Single((await world.Client.ReadAsync("/api/v1/salons/lamsa")).Json.GetProperty("branches").EnumerateArray());
        Assert.Equal((lamsa.Olaya.Value, "Asia/Riyadh", "SAR"), (branch.GetProperty("id").GetGuid(), branch.GetProperty("timeZone").GetString(), branch.GetProperty("currency").GetString()));
        var hours = branch.GetProperty("openingHours").EnumerateArray().ToList();
        Assert.Equal(7, hours.Count);
        Assert.Equal("""{"date":"2026-12-07","day":"monday","ranges":[{"from":"10:00","to":"22:00"}]}""", hours[0].GetRawText());
        Assert.Equal("""{"date":"2026-12-11","day":"friday","ranges":[]}""", hours[4].GetRawText());

        var services = (await world.Client.ReadAsync("/api/v1/salons/lamsa/services")).Json.EnumerateArray().ToList();
        Assert.Equal([(lamsa.Haircut.Value, "Haircut", 45), (lamsa.Color.Value, "Colour", 105)],
            services.Select(s => (s.GetProperty("id").GetGuid(), s.GetProperty("name").GetString()!, s.GetProperty("durationMinutes").GetInt32())));
        Assert.Equal("""{"amount":9000,"currency":"SAR"}""", services[0].GetProperty("price").GetRawText()); // the least: Huda asks less than the menu
        Assert.Equal(lamsa.Hair.Value, services[0].GetProperty("categoryId").GetGuid());

        var staff = (await world.Client.ReadAsync("/api/v1/salons/lamsa/staff")).Json.EnumerateArray().ToList();
        Assert.Equal([(lamsa.Sara.Value, "Sara", 1), (lamsa.Huda.Value, "Huda", 2)],
            staff.Select(s => (s.GetProperty("id").GetGuid(), s.GetProperty("displayName").GetString()!, s.GetProperty("serviceIds").GetArrayLength())));
    }

    [Theory]
    [InlineData("/api/v1/salons/nobody")]
    [InlineData("/api/v1/salons/nobody/services")]
    [InlineData("/api/v1/salons/nobody/staff")]
    [InlineData("/api/v1/salons/nobody/availability?from=2026-12-08")]
    public async Task A_salon_that_does_not_exist_is_said_not_to(string path)
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite);

        var answer = await world.Client.ReadAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, "unknown_salon"), (answer.Status, answer.Code));
    }

    [Theory, BothDatabases]
    public async Task Free_times_carry_the_offset_of_the_branch_and_say_who_could(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db);
        var shop = world.Shop;
        await shop.BookAsync(Shop.At(10), staff: shop.Mona);

        var answer = await world.Client.ReadAsync($"/api/v1/salons/shop/availability?service={shop.Haircut}&from=2026-12-08&to=2026-12-09");

        Assert.Equal("Asia/Riyadh", answer.Json.GetProperty("timeZone").GetString());
        var days = answer.Json.GetProperty("days").EnumerateArray().ToList();
        Assert.Equal(["2026-12-08", "2026-12-09"], days.Select(d => d.GetProperty("date").GetString()));
        Assert.All(days, d => Assert.Equal("open", d.GetProperty("state").GetString()));
        var first = days[0].GetProperty("slots")[0];
        Assert.Equal(("2026-12-08T10:00:00+03:00", "2026-12-08T11:00:00+03:00"), (first.GetProperty("start").GetString(), first.GetProperty("end").GetString()));
        Assert.Equal([shop.Sara.Value], first.GetProperty("staff").EnumerateArray().Select(s => s.GetGuid()));
        Assert.Equal(2, days[1].GetProperty("slots")[0].GetProperty("staff").GetArrayLength());
    }

    [Fact]
    public async Task Services_come_in_the_order_of_the_visit_each_with_its_person()
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite);
        var shop = world.Shop;

        async Task<List<Guid>> FirstAsync(string staff)
        {
            var answer = await world.Client.ReadAsync($"/api/v1/salons/shop/availability?branch={shop.Branch}&service={shop.Haircut}&service={shop.Colour}{staff}&from=2026-12-08");
            return [.. answer.Json.GetProperty("days")[0].GetProperty("slots")[0].GetProperty("staff").EnumerateArray().Select(s => s.GetGuid())];
        }

        Assert.Equal([shop.Sara.Value, shop.Sara.Value], await FirstAsync($"&staff={shop.Sara}"));
        Assert.Equal([shop.Sara.Value, shop.Mona.Value], await FirstAsync($"&staff={shop.Sara}&staff={shop.Mona}"));
        Assert.Equal(shop.Mona.Value, (await FirstAsync($"&staff=&staff={shop.Mona}"))[1]);
    }

    [Theory]
    [InlineData("from=2026-12-08&to=2027-02-08", "range_too_long")] // 63 days
    [InlineData("from=2026-12-08&service=00000000-0000-0000-0000-000000000001", "unknown_service")]
    [InlineData("from=2026-12-08&branch=00000000-0000-0000-0000-000000000001", "unknown_branch")]
    [InlineData("", "invalid_request", "from")]
    [InlineData("from=08.12.2026", "invalid_request", "from")]
    [InlineData("from=2026-02-30", "invalid_request", "from")]
    [InlineData("from=9999-12-31", "invalid_request", "from")]
    [InlineData("from=-9998-01-01", "invalid_request", "from")]
    [InlineData("from=2026-12-08&to=2026-12-07", "invalid_request", "to")]
    [InlineData("from=2026-12-08&branch=1", "invalid_request", "branch")]
    [InlineData("from=2026-12-08&service=", "invalid_request", "service")]
    [InlineData("from=2026-12-08&staff=x", "invalid_request", "staff")]
    [InlineData("from=2026-12-08&staff=&staff=&staff=", "invalid_request", "staff")]
    public async Task A_question_that_makes_no_sense_is_refused(string query, string code, string? field = null)
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite);

        var answer = await world.Client.ReadAsync($"/api/v1/salons/shop/availability?service={world.Shop.Haircut}&{query}");

        Assert.Equal(code, answer.Code);
        if (field is not null) Assert.Equal([field], answer.Fields);
        Assert.InRange((int)answer.Status, 400, 404);
    }

    [Fact]
    public async Task Sixty_two_days_are_answered_at_once()
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite);

        var answer = await world.Client.ReadAsync($"/api/v1/salons/shop/availability?service={world.Shop.Haircut}&from=2026-12-08&to=2027-02-07");

        Assert.Equal(62, answer.Json.GetProperty("days").GetArrayLength());
    }

    [Theory, BothDatabases]
    public async Task Hostile_addresses_are_answered_calmly(Db db)
    {
        await using var world = await ApiWorld.StartAsync(db, overHttp: true);
        string[] paths =
        [
            "?query=%00", "?query=%01", "?query=%25%25%25___", "?query=%ff%fe", "?query=%ED%A0%80", "/%01", "/%ff%fe", "/..%2f..%2fetc", "/shop'%20or%201=1--", "/shop%00",
        ];

        foreach (var path in paths) Assert.InRange((int)(await world.Client.ReadAsync($"/api/v1/salons{path}")).Status, 200, 404);
    }

    [Fact]
    public async Task A_query_longer_than_anybody_types_is_refused()
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite);

        var answer = await world.Client.ReadAsync($"/api/v1/salons?query={new string('a', 5000)}");

        Assert.Equal(("invalid_request", JsonValueKind.Array), (answer.Code, answer.Json.GetProperty("errors").GetProperty("query").ValueKind));
    }
}
