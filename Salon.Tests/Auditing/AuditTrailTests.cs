using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Auditing;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Data;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Auditing;

public sealed class AuditTrailTests
{
    [Theory, BothDatabases]
    public async Task A_changed_price_says_who_changed_it_when_where_from_and_what_it_was(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var manager = salon.Manager with { From = new("203.0.113.0/24", "Chrome, Android") };
        var menu = world.Get<MenuService>();
        var form = await ReadAsync(menu.FindAsync(manager, salon.Haircut, default));

        Assert.Null(await menu.SaveAsync(manager, salon.Haircut, form.Draft with { Price = new(13000, "SAR") }, form.Version, default));

        var entry = Assert.Single(await EntriesAsync(world, salon));
        Assert.Equal((AuditAct.Changed, "Service", salon.Haircut.Value, manager.User, Role.Manager), (entry.Act, entry.Subject, entry.SubjectId, entry.User, entry.Role));
        Assert.Equal(("203.0.113.0/24", "Chrome, Android", world.Clock.Now), (entry.Network, entry.Device, entry.At));
        Assert.Equal("Haircut", entry.Name.En);
        var change = Assert.Single(entry.Changes);
        Assert.Equal(("Price", 11500, 13000), (change.Field, Minor(change.Before), Minor(change.After)));
    }

    [Theory, BothDatabases]
    public async Task Hours_that_are_saved_again_without_a_change_are_not_told(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var hours = world.Get<BranchHoursService>();
        var form = await ReadAsync(hours.FindAsync(salon.Owner, salon.Olaya, default));

        Assert.Null(await hours.SetWeekAsync(salon.Owner, salon.Olaya, form.Week, form.Version, default));

        Assert.Empty(await EntriesAsync(world, salon));
    }

    [Theory, BothDatabases]
    public async Task Changed_hours_are_one_entry_about_the_branch_with_only_the_days_that_differ(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var hours = world.Get<BranchHoursService>();
        var form = await ReadAsync(hours.FindAsync(salon.Owner, salon.Olaya, default));
        var shorter = form.Week.Select(r => r.Day == IsoDayOfWeek.Sunday ? r with { Hours = new(600, 1200) } : r).ToList();

        Assert.Null(await hours.SetWeekAsync(salon.Owner, salon.Olaya, shorter, form.Version, default));

        var entry = Assert.Single(await EntriesAsync(world, salon));
        Assert.Equal(("Branch", "Olaya"), (entry.Subject, entry.Name.En));
        var change = Assert.Single(entry.Changes);
        Assert.Equal(("BranchHours", 1, 1), (change.Field, change.Before!.Value.GetArrayLength(), change.After!.Value.GetArrayLength()));
        Assert.Equal(("Sunday", 1200), (change.After.Value[0].GetProperty("Day").GetString(), change.After.Value[0].GetProperty("ToMinute").GetInt32()));
    }

    [Theory, BothDatabases]
    public async Task One_changed_rule_does_not_repeat_the_others(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var service = world.Get<OrganizationService>();
        var settings = await ReadAsync(service.FindAsync(salon.Owner, default));

        Assert.Null(await service.SetRulesAsync(salon.Owner, settings.Rules with { LeadMinutes = 240 }, settings.Cancellation, settings.Version, default));

        var change = Assert.Single(Assert.Single(await EntriesAsync(world, salon)).Changes);
        Assert.Equal(("Rules.LeadMinutes", 60, 240), (change.Field, change.Before!.Value.GetInt32(), change.After!.Value.GetInt32()));
    }

    [Theory, BothDatabases]
    public async Task What_is_refused_leaves_no_entry(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var menu = world.Get<MenuService>();
        var form = await ReadAsync(menu.FindAsync(salon.Owner, salon.Haircut, default));

        Assert.Equal(DataErrors.ChangedMeanwhile, await menu.SaveAsync(salon.Owner, salon.Haircut, form.Draft with { Price = new(1, "SAR") }, form.Version - 1, default));

        Assert.Empty(await EntriesAsync(world, salon));
    }

    [Theory, BothDatabases]
    public async Task Secrets_and_words_about_customers_are_never_written_down(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var booked = await shop.BookAsync(Shop.At(11));
        Assert.True(booked.TryGet(out var id, out _));
        Assert.Empty(await EntriesAsync(world, shop.Id)); // a customer's own booking is no act of staff

        Assert.Null((await world.Get<BookingService>().CancelAsync(shop.Desk, id, "she said her mother is ill", default)).Error);

        var entry = Assert.Single(await EntriesAsync(world, shop.Id));
        Assert.Equal("Booking", entry.Subject);
        Assert.Contains(entry.Changes, c => c is { Field: "Status", Hidden: false });
        Assert.Contains(entry.Changes, c => c is { Field: "CancelReason", Hidden: true, Before: null, After: null });
        var stored = await shop.QueryAsync(q => q.AuditEntries.Select(e => e.Changes).ToListAsync());
        var text = JsonSerializer.Serialize(stored);
        Assert.DoesNotContain("mother", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_database_refuses_to_change_or_delete_an_entry(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        Assert.Null(await world.Get<TeamService>().LeaveAsync(salon.Owner, salon.Sara, default));
        foreach (var sql in (string[])["UPDATE audit_entries SET subject = 'x'", "DELETE FROM audit_entries"])
        {
            await using var write = await world.Database.OpenForWriteAsync(salon.Id, default);
            var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => write.Database.ExecuteSqlRawAsync(sql));
            Assert.Contains("only added to", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Single(await EntriesAsync(world, salon));
    }

    [Theory, BothDatabases]
    public async Task The_operator_is_written_down_in_the_log_of_the_salon_she_touches(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var admin = new Actor(default, UserId.New(), Role.PlatformAdmin);

        Assert.Null(await world.Get<PlatformService>().SuspendAsync(admin, salon.Id, "unpaid", default));
        Assert.True(PhoneNumber.Parse("+966500000123").TryGet(out var phone, out _));
        Assert.Null(await world.Get<OwnerService>().AppointAsync(admin, salon.Id, phone, "Maha", default));

        var entries = await EntriesAsync(world, salon);
        Assert.Equal(["Membership", "Organization"], entries.Select(e => e.Subject));
        Assert.All(entries, e => Assert.Equal(admin.User, e.User));
    }

    [Theory, BothDatabases]
    public async Task The_log_is_sought_by_person_kind_time_and_name_and_read_by_owners_only(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var (owner, manager) = (salon.Owner, salon.Manager);
        var log = world.Get<AuditLog>();
        Assert.Null(await world.Get<TeamService>().LeaveAsync(manager, salon.Sara, default));
        world.Clock.Advance(Duration.FromDays(1));
        Assert.Null(await world.Get<MenuService>().RetireAsync(owner, salon.Color, default));

        async Task<IEnumerable<string>> FindAsync(AuditQuestion question) => (await ReadAsync(log.ReadAsync(owner, question, 1, default))).Rows.Select(r => r.Name.En);

        Assert.Equal(["Colour", "Sara"], await FindAsync(new()));
        Assert.Equal(["Sara"], await FindAsync(new(Who: manager.User)));
        Assert.Equal(["Colour"], await FindAsync(new(Subject: "Service")));
        Assert.Equal(["Colour"], await FindAsync(new(From: world.Clock.Now - Duration.FromHours(1))));
        Assert.Equal(["Sara"], await FindAsync(new(To: world.Clock.Now)));
        Assert.Equal(["Sara"], await FindAsync(new(Text: "ساره")));
        Assert.Equal(AuditErrors.NotAllowed, (await log.ReadAsync(manager, new(), 1, default)).Error);
        Assert.Empty((await ReadAsync(log.ReadAsync((await SmallSalon.OpenAsync(world, "noor", "نور")).Owner, new(), 1, default))).Rows);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36", "Chrome, Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows")]
    [InlineData("curl/8.5", null)]
    [InlineData(null, null)]
    public void A_device_is_two_words(string? userAgent, string? device) => Assert.Equal(device, Origin.DeviceOf(userAgent));

    private static int Minor(JsonElement? money) => money!.Value.GetProperty("Minor").GetInt32();

    private static Task<IReadOnlyList<AuditRow>> EntriesAsync(SalonWorld world, SmallSalon salon) => EntriesAsync(world, salon.Id);

    private static async Task<IReadOnlyList<AuditRow>> EntriesAsync(SalonWorld world, OrganizationId salon) =>
        (await ReadAsync(world.Get<AuditLog>().ReadAsync(new(salon, null, Role.Owner), new(), 1, default))).Rows;

    private static async Task<T> ReadAsync<T>(Task<Result<T>> reading) where T : notnull
    {
        Assert.True((await reading).TryGet(out var value, out var refusal), refusal?.Code);
        return value;
    }
}
