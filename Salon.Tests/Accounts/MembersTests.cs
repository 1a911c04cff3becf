using Salon.Accounts;
using Salon.Data;
using Salon.Tests.World;
using static Salon.Tests.Accounts.SignInWorld;

namespace Salon.Tests.Accounts;

public sealed class MembersTests
{
    [Theory, BothDatabases]
    public async Task A_user_is_what_her_membership_says_and_a_customer_everywhere_else(Db db)
    {
        await using var world = await StartAsync(db);
        var (lamsa, noor) = (await world.OpenOrganizationAsync("lamsa"), await world.OpenOrganizationAsync("noor"));
        var sara = Must(await world.Members.SetAsync(Actor.System(lamsa), new(Sara, "Sara", Role.Desk), default));

        var atLamsa = await world.Actors.ForUserAsync(sara, lamsa, default);
        var atNoor = await world.Actors.ForUserAsync(sara, noor, default);

        Assert.True(atLamsa.May(Permission.WorkAllBookings));
        Assert.Equal((Role.Customer, noor), (atNoor.Role, atNoor.Organization));
        Assert.False(atNoor.May(Permission.WorkAllBookings));
        Assert.Equal(lamsa, Assert.Single(await world.Actors.MembershipsAsync(sara, default)).Organization);
    }

    [Theory, BothDatabases, Trait("Proves", "S-02")]
    public async Task A_role_that_changes_counts_with_the_next_click_and_taking_it_away_ends_the_session(Db db)
    {
        await using var world = await StartAsync(db);
        var lamsa = await world.OpenOrganizationAsync("lamsa");
        var sara = Must(await world.Members.SetAsync(Actor.System(lamsa), new(Sara, "Sara", Role.Manager), default));
        var session = (await world.SignInAsync(Sara)).Session;
        Assert.Equal(Role.Manager, (await world.Actors.ForSessionAsync(session, lamsa, default))?.Role);

        Must(await world.Members.SetAsync(Actor.System(lamsa), new(Sara, "Sara", Role.Desk), default));
        Assert.Equal(Role.Desk, (await world.Actors.ForSessionAsync(session, lamsa, default))?.Role);

        Assert.Null(await world.Members.RemoveAsync(Actor.System(lamsa), sara, default));
        Assert.Null(await world.Actors.ForSessionAsync(session, lamsa, default));
        Assert.Equal(Role.Customer, (await world.Actors.ForSessionAsync((await world.SignInAsync(Sara, "again")).Session, lamsa, default))?.Role);
    }

    [Theory, BothDatabases]
    public async Task Another_salon_s_person_or_branch_cannot_be_named(Db db)
    {
        await using var world = await StartAsync(db);
        var lamsa = await world.OpenOrganizationAsync("lamsa");
        var other = await Shop.OpenAsync(world.Salon);

        foreach (var forged in new[] { new MemberRequest(Sara, "Sara", Role.Stylist, Staff: other.Sara), new MemberRequest(Sara, "Sara", Role.Desk, Branch: other.Branch), new MemberRequest(Sara, "Sara", Role.Stylist, StaffId.New()) })
        {
            Assert.Equal(DataErrors.UnknownReference, (await world.Members.SetAsync(Actor.System(lamsa), forged, default)).Error);
            Assert.Empty(Must(await world.Members.ListAsync(Actor.System(lamsa), default)));
        }
    }

    [Theory, BothDatabases]
    public async Task Only_an_owner_changes_members_and_gives_no_role_above_her_own(Db db)
    {
        await using var world = await StartAsync(db);
        var lamsa = await world.OpenOrganizationAsync("lamsa");
        var owner = new Actor(lamsa, Must(await world.Members.SetAsync(Actor.System(lamsa), new(Sara, "Sara", Role.Owner), default)), Role.Owner);

        foreach (var role in new[] { Role.Visitor, Role.Customer, Role.Stylist, Role.Desk, Role.Manager, Role.PlatformAdmin })
        {
            var other = owner with { Role = role };
            Assert.Equal(AccountsErrors.NotAllowed, (await world.Members.SetAsync(other, new(Mona, "Mona", Role.Desk), default)).Error);
            Assert.Equal(AccountsErrors.NotAllowed, await world.Members.RemoveAsync(other, owner.User!.Value, default));
            Assert.Equal(AccountsErrors.NotAllowed, (await world.Members.ListAsync(other, default)).Error);
        }

        foreach (var role in new[] { Role.PlatformAdmin, Role.System, Role.Customer, (Role)77 })
            Assert.Equal(AccountsErrors.RoleNotGiven, (await world.Members.SetAsync(owner, new(Mona, "Mona", role), default)).Error);
    }

    [Theory, BothDatabases]
    public async Task A_member_is_added_by_phone_changed_listed_and_removed(Db db)
    {
        await using var world = await StartAsync(db);
        var lamsa = await world.OpenOrganizationAsync("lamsa");
        var owner = Actor.System(lamsa) with { Role = Role.Owner };
        Must(await world.Members.SetAsync(owner, new(Sara, "Sara", Role.Owner), default));

        var mona = Must(await world.Members.SetAsync(owner, new(Mona, "Mona", Role.Manager), default));
        Assert.Equal(mona, Must(await world.Members.SetAsync(owner, new(Mona, "Mona", Role.Desk), default)));

        var list = Must(await world.Members.ListAsync(owner, default));
        Assert.Equal([("Sara", Role.Owner), ("Mona", Role.Desk)], list.Select(member => (member.Name, member.Role)));
        Assert.Equal(mona, (await world.SignInAsync(Mona)).User); // she signs in as the person the owner added

        Assert.Null(await world.Members.RemoveAsync(owner, mona, default));
        Assert.Equal(AccountsErrors.UnknownMember, await world.Members.RemoveAsync(owner, mona, default));
    }

    [Theory, BothDatabases]
    public async Task A_stylist_is_somebody_of_the_team(Db db)
    {
        await using var world = await StartAsync(db);
        var lamsa = await world.OpenOrganizationAsync("lamsa");
        var owner = Actor.System(lamsa) with { Role = Role.Owner };
        var mona = Must(await world.Members.SetAsync(owner, new(Mona, "Mona", Role.Desk), default));

        foreach (var phone in new[] { Sara, Mona }) // who is new, and who had another role
        {
            var refusal = (await world.Members.SetAsync(owner, new(phone, "Somebody", Role.Stylist), default)).Error;
            Assert.Equal(AccountsErrors.StylistIsSomebody, refusal?.Fields[nameof(MemberRequest.Staff)]);
        }

        var still = Assert.Single(Must(await world.Members.ListAsync(owner, default)));
        Assert.Equal((mona, Role.Desk), (still.User, still.Role));
    }

    [Theory, BothDatabases]
    public async Task The_members_of_one_organization_are_nothing_to_another(Db db)
    {
        await using var world = await StartAsync(db);
        var (lamsa, noor) = (await world.OpenOrganizationAsync("lamsa"), await world.OpenOrganizationAsync("noor"));
        var sara = Must(await world.Members.SetAsync(Actor.System(lamsa), new(Sara, "Sara", Role.Desk), default));

        Assert.Empty(Must(await world.Members.ListAsync(Actor.System(noor), default)));
        Assert.Equal(AccountsErrors.UnknownMember, await world.Members.RemoveAsync(Actor.System(noor), sara, default));
    }

    [Theory, BothDatabases]
    public async Task An_organization_keeps_an_owner_even_when_two_remove_each_other_at_once(Db db)
    {
        await using var world = await StartAsync(db);
        var lamsa = await world.OpenOrganizationAsync("lamsa");
        var sara = Must(await world.Members.SetAsync(Actor.System(lamsa), new(Sara, "Sara", Role.Owner), default));
        Assert.Equal(AccountsErrors.LastOwner, await world.Members.RemoveAsync(Actor.System(lamsa), sara, default));
        Assert.Equal(AccountsErrors.LastOwner, (await world.Members.SetAsync(Actor.System(lamsa), new(Sara, "Sara", Role.Desk), default)).Error);
        var mona = Must(await world.Members.SetAsync(Actor.System(lamsa), new(Mona, "Mona", Role.Owner), default));

        var refusals = await Task.WhenAll(
            Task.Run(() => world.Members.RemoveAsync(new Actor(lamsa, mona, Role.Owner), sara, default)),
            Task.Run(() => world.Members.RemoveAsync(new Actor(lamsa, sara, Role.Owner), mona, default)));

        Assert.Equal(AccountsErrors.LastOwner, Assert.Single(refusals, refusal => refusal is not null));
    }

    [Theory, BothDatabases]
    public async Task A_platform_admin_operates_the_platform_and_is_a_customer_to_organizations(Db db)
    {
        await using var world = await StartAsync(db);
        var admins = world.Salon.Get<PlatformAdmins>();
        var known = (await world.SignInAsync(Mona)).User;

        var sara = Must(await admins.AddAsync(Sara, default));
        Assert.Equal(sara, Must(await admins.AddAsync(Sara, default))); // the same command typed again
        Assert.Equal(known, Must(await admins.AddAsync(Mona, default)));

        Assert.True((await world.Actors.ForUserAsync(sara, null, default)).May(Permission.OperatePlatform));
        Assert.Equal(Role.Customer, (await world.Actors.ForUserAsync(sara, await world.OpenOrganizationAsync("lamsa"), default)).Role);
        Assert.Equal(sara, (await world.SignInAsync(Sara)).User);
    }
}
