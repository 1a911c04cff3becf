using Salon.Data;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Tenancy;

public sealed class OrganizationServiceTests
{
    [Theory, BothDatabases]
    public async Task An_owner_describes_her_salon_and_it_is_found_by_its_new_name_and_its_menu(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var (service, directory) = (world.Get<OrganizationService>(), world.Get<SalonDirectory>());
        var settings = await FindAsync(world, salon.Owner);

        var profile = settings.Profile with { Name = new(" Rose  Room ", "غرفة الورد"), City = new("Jeddah", "جدة"), DefaultLanguage = "en" };
        Assert.Null(await service.DescribeAsync(salon.Owner, profile, settings.Version, default));

        Assert.Equal("Rose Room", (await FindAsync(world, salon.Owner)).Profile.Name.En);
        foreach (var query in (string[])["rose room", "ورد", "jeddah", "haircut"]) Assert.Single(await directory.SearchAsync(query, null, default));
        Assert.Empty(await directory.SearchAsync("lamsa", null, default));
    }

    [Theory, BothDatabases]
    public async Task Of_two_editors_the_second_is_told_and_overwrites_nothing(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var service = world.Get<OrganizationService>();
        var settings = await FindAsync(world, salon.Owner);

        Assert.Null(await service.SetRulesAsync(salon.Owner, settings.Rules with { HorizonDays = 30 }, settings.Cancellation, settings.Version, default));
        Assert.Equal(DataErrors.ChangedMeanwhile, await service.SetRulesAsync(salon.Owner, settings.Rules with { HorizonDays = 90 }, settings.Cancellation, settings.Version, default));

        Assert.Equal(30, (await FindAsync(world, salon.Owner)).Rules.HorizonDays);
    }

    [Theory, BothDatabases]
    public async Task Only_the_owner_changes_settings(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var other = await SmallSalon.OpenAsync(world, "noor", "نور");
        var service = world.Get<OrganizationService>();
        var settings = await FindAsync(world, salon.Owner);

        foreach (var actor in (Actor[])[salon.Manager, salon.Desk, salon.Stylist, Actor.Visitor(salon.Id, null), new(salon.Id, UserId.New(), Role.PlatformAdmin)])
        {
            Assert.Equal(TenancyErrors.NotAllowed, await service.DescribeAsync(actor, settings.Profile, settings.Version, default));
            Assert.Equal(TenancyErrors.NotAllowed, await service.SetRulesAsync(actor, settings.Rules, settings.Cancellation, settings.Version, default));
            Assert.Equal(TenancyErrors.NotAllowed, await service.DressAsync(actor, new(null, null, [], null), settings.Version, default));
        }

        Assert.Equal(TenancyErrors.NotAllowed, (await service.FindAsync(Actor.Visitor(salon.Id, null), default)).Error);
        Assert.Equal(other.Id, (await FindAsync(world, other.Owner)).Id); // one's own organization is all there is
    }

    public static TheoryData<string, BookingRules> WrongRules => new()
    {
        { "SlotStep", new() { SlotStep = 7 } },
        { "SlotStep", new() { SlotStep = 0 } },
        { "LeadMinutes", new() { LeadMinutes = -1 } },
        { "LeadMinutes", new() { LeadMinutes = 43_201 } },
        { "LeadMinutes", new() { LeadMinutes = 1440, HorizonDays = 1 } },
        { "HorizonDays", new() { HorizonDays = 0 } },
        { "HorizonDays", new() { HorizonDays = 367 } },
        { "HoldMinutes", new() { HoldMinutes = 1 } },
        { "HoldMinutes", new() { HoldMinutes = 31 } },
        { "MaxWaitMinutes", new() { MaxWaitMinutes = 61 } },
        { "ReminderMinutes", new() { ReminderMinutes = [14] } },
        { "ReminderMinutes", new() { ReminderMinutes = [20_161] } },
        { "ReminderMinutes", new() { ReminderMinutes = [60, 60] } },
        { "ReminderMinutes", new() { ReminderMinutes = [15, 16, 17, 18, 19] } },
        { "MessageChannel", new() { MessageChannel = "pigeon" } },
    };

    [Theory, MemberData(nameof(WrongRules))]
    public void A_rule_out_of_its_range_is_told_at_its_field(string field, BookingRules rules)
    {
        var checks = new Checks();
        RulesChecks.Check(checks, rules);
        Assert.Equal([field], checks.Refusal?.Fields.Keys ?? []);
    }

    [Fact]
    public void The_defaults_and_the_edges_are_fine()
    {
        var checks = new Checks();
        RulesChecks.Check(checks, BookingRules.Default);
        RulesChecks.Check(checks, new BookingRules { LeadMinutes = 0, HorizonDays = 366, HoldMinutes = 2, MaxWaitMinutes = 0, SlotStep = 60, ReminderMinutes = [] });
        RulesChecks.Check(checks, CancellationPolicy.Default);
        Assert.Null(checks.Refusal);

        RulesChecks.Check(checks, new CancellationPolicy { FreeUntilHours = 337 });
        Assert.Equal(["FreeUntilHours"], checks.Refusal!.Fields.Keys);
    }

    [Theory, BothDatabases]
    public async Task Reminders_are_kept_the_longest_first(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var settings = await FindAsync(world, salon.Owner);

        Assert.Null(await world.Get<OrganizationService>().SetRulesAsync(
            salon.Owner, settings.Rules with { ReminderMinutes = [60, 2880] }, new() { FreeUntilHours = 24, Notice = new("Call us.", "اتصل بنا.") }, settings.Version, default));

        var saved = await FindAsync(world, salon.Owner);
        Assert.Equal([2880, 60], saved.Rules.ReminderMinutes);
        Assert.Equal(new("Call us.", "اتصل بنا."), saved.Cancellation.Notice);
    }

    private static async Task<OrganizationSettings> FindAsync(SalonWorld world, Actor actor)
    {
        Assert.True((await world.Get<OrganizationService>().FindAsync(actor, default)).TryGet(out var settings, out var error), error?.Code);
        return settings;
    }
}
