using Salon.Data;
using Salon.Team;
using Salon.Tests.World;

namespace Salon.Tests.Team;

public sealed class TeamServiceTests
{
    [Theory, BothDatabases]
    public async Task Somebody_is_taken_on_with_skills_at_her_own_pace_and_price(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var id = StaffId.New();
        var draft = new StaffDraft(new(" Reem ", "ريم"), new("Stylist", "مصففة"), "/img/demo/staff-1.svg", Online: false, [new(salon.Haircut, 60, 15000), new(salon.Color, null, null)]);

        Assert.Null(await Service(world).SaveAsync(salon.Manager, id, draft, null, default));
        Assert.Null(await Service(world).SaveAsync(salon.Manager, id, draft with { Online = true }, null, default)); // the same click, arriving twice

        var form = await FindAsync(world, salon, id);
        Assert.Equal(("Reem", "/img/demo/staff-1.svg", false), (form.Draft.Name.En, form.Draft.Picture, form.Draft.Online));
        Assert.Equal(draft.Skills.ToHashSet(), form.Draft.Skills.ToHashSet());
        Assert.Equal([(salon.Sara, 1, 1), (salon.Huda, 2, 1), (id, 2, 0)], (await ListAsync(world, salon.Desk)).Select(s => (s.Id, s.Skills, s.Branches.Count)));
    }

    [Theory, BothDatabases]
    public async Task Skills_are_changed_added_and_taken_away_and_a_second_editor_is_told(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var form = await FindAsync(world, salon, salon.Huda);

        Assert.Null(await Service(world).SaveAsync(salon.Manager, salon.Huda, form.Draft with { Skills = [new(salon.Haircut, 50, null)] }, form.Version, default));
        Assert.Equal(DataErrors.ChangedMeanwhile, await Service(world).SaveAsync(salon.Manager, salon.Huda, form.Draft, form.Version, default));

        Assert.Equal([new(salon.Haircut, 50, null)], (await FindAsync(world, salon, salon.Huda)).Draft.Skills);
    }

    [Theory, BothDatabases]
    public async Task Who_performs_a_service_is_said_from_the_service_too_and_keeps_own_prices(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);

        Assert.Null(await Service(world).SetPerformersAsync(salon.Manager, salon.Color, [salon.Sara], default));
        Assert.Null(await Service(world).SetPerformersAsync(salon.Manager, salon.Haircut, [salon.Huda], default));
        Assert.Equal(TeamErrors.UnknownStaff, await Service(world).SetPerformersAsync(salon.Manager, salon.Haircut, [StaffId.New()], default));

        Assert.True((await Service(world).PerformersAsync(salon.Manager, salon.Color, default)).TryGet(out var performers, out _));
        Assert.Equal([salon.Sara], performers);
        Assert.Equal([new(salon.Haircut, null, 9000)], (await FindAsync(world, salon, salon.Huda)).Draft.Skills);
    }

    [Theory, BothDatabases]
    public async Task Somebody_leaves_comes_back_and_is_moved_in_the_list(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);

        Assert.Null(await Service(world).LeaveAsync(salon.Manager, salon.Sara, default));
        Assert.Equal([(salon.Huda, true), (salon.Sara, false)], (await ListAsync(world, salon.Desk)).Select(s => (s.Id, s.Active)));
        Assert.Null(await Service(world).ReturnAsync(salon.Manager, salon.Sara, default));
        Assert.Null(await Service(world).ReorderAsync(salon.Manager, [salon.Huda, salon.Sara], default));
        Assert.Equal([salon.Huda, salon.Sara], (await ListAsync(world, salon.Desk)).Select(s => s.Id));
    }

    [Theory, BothDatabases]
    public async Task What_is_wrong_is_told_at_its_field(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var wrong = new StaffDraft(new("", ""), new(new string('x', 81), ""), "javascript:alert(1)", true, [new(salon.Haircut, 0, -1)]);

        var refusal = await Service(world).SaveAsync(salon.Manager, StaffId.New(), wrong, null, default);
        var unknown = await Service(world).SaveAsync(salon.Manager, StaffId.New(), new(new("A", ""), LocalizedText.Empty, null, true, [new(ServiceId.New(), null, null)]), null, default);

        Assert.Equal(["Name", "Picture", $"Skills.{salon.Haircut}.ActiveMinutes", $"Skills.{salon.Haircut}.Price", "Title"], refusal!.Fields.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["Skills"], unknown!.Fields.Keys);
    }

    [Theory, BothDatabases]
    public async Task Only_managers_and_owners_of_this_salon_edit_its_team(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var noor = await SmallSalon.OpenAsync(world, "noor", "نور");
        var draft = new StaffDraft(new("X", ""), LocalizedText.Empty, null, true, []);

        foreach (var actor in (Actor[])[salon.Desk, salon.Stylist, Actor.Visitor(salon.Id, null)])
        {
            Assert.Equal(TeamErrors.NotAllowed, (await Service(world).FindAsync(actor, salon.Sara, default)).Error);
            Assert.Equal(TeamErrors.NotAllowed, await Service(world).SaveAsync(actor, salon.Sara, draft, 0, default));
            Assert.Equal(TeamErrors.NotAllowed, await Service(world).LeaveAsync(actor, salon.Sara, default));
            Assert.Equal(TeamErrors.NotAllowed, await Service(world).SetPerformersAsync(actor, salon.Haircut, [], default));
            Assert.Equal(TeamErrors.NotAllowed, await world.Get<StaffHoursService>().SetWeekAsync(actor, salon.Sara, salon.Olaya, [], 0, default));
        }

        Assert.Equal(TeamErrors.NotAllowed, (await Service(world).ListAsync(Actor.Visitor(salon.Id, null), default)).Error);
        Assert.Equal(TeamErrors.UnknownStaff, (await Service(world).FindAsync(noor.Owner, salon.Sara, default)).Error);
        Assert.Equal(TeamErrors.UnknownStaff, await Service(world).LeaveAsync(noor.Owner, salon.Sara, default));
        Assert.Equal(["Skills"], (await Service(world).SaveAsync(noor.Owner, StaffId.New(), draft with { Skills = [new(salon.Haircut, null, null)] }, null, default))!.Fields.Keys);
    }

    private static TeamService Service(SalonWorld world) => world.Get<TeamService>();

    private static async Task<IReadOnlyList<StaffRow>> ListAsync(SalonWorld world, Actor actor)
    {
        Assert.True((await Service(world).ListAsync(actor, default)).TryGet(out var list, out var error), error?.Code);
        return list;
    }

    private static async Task<StaffForm> FindAsync(SalonWorld world, SmallSalon salon, StaffId id)
    {
        Assert.True((await Service(world).FindAsync(salon.Manager, id, default)).TryGet(out var form, out var error), error?.Code);
        return form;
    }
}
