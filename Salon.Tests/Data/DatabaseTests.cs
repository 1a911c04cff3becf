using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Data;

public sealed class DatabaseTests
{
    private static readonly OrganizationId Lamsa = OrganizationId.New();
    private static readonly OrganizationId Noor = OrganizationId.New();

    [Theory, BothDatabases]
    public async Task A_row_of_one_organization_is_invisible_to_another(Db db)
    {
        await using var world = await WithTwoOrganizationsAsync(db);

        await using var lamsa = await world.Database.OpenAsync(Lamsa, default);
        await using var noor = await world.Database.OpenAsync(Noor, default);
        await using var everyone = await world.Database.OpenAcrossAsync(default);

        Assert.Equal("Lamsa branch", (await lamsa.Branches.SingleAsync()).Name.En);
        Assert.Equal("Noor branch", (await noor.Branches.SingleAsync()).Name.En);
        Assert.Equal(2, await everyone.Branches.CountAsync());
    }

    [Theory, BothDatabases]
    public async Task A_row_of_another_organization_cannot_be_saved(Db db)
    {
        await using var world = await WithTwoOrganizationsAsync(db);

        await using var write = await world.Database.OpenForWriteAsync(Lamsa, default);
        write.Branches.Add(Branch.Open(Noor, BranchId.New(), new("Stolen", ""), LocalizedText.Empty, "Asia/Riyadh", "SAR", 1));

        await Assert.ThrowsAsync<InvalidOperationException>(() => write.CommitAsync(default));
    }

    [Theory, BothDatabases]
    public async Task A_context_left_without_commit_leaves_no_trace(Db db)
    {
        await using var world = await WithTwoOrganizationsAsync(db);

        await using (var write = await world.Database.OpenForWriteAsync(Lamsa, default))
        {
            write.Branches.Add(Branch.Open(Lamsa, BranchId.New(), new("Second", ""), LocalizedText.Empty, "Asia/Riyadh", "SAR", 1));
            await write.SaveChangesAsync();
        }

        await using var read = await world.Database.OpenAsync(Lamsa, default);
        Assert.Equal(1, await read.Branches.CountAsync());
    }

    [Theory, BothDatabases]
    public async Task Two_live_claims_of_one_person_cannot_overlap_and_touching_ones_can(Db db)
    {
        await using var world = await WithTwoOrganizationsAsync(db);
        var person = Guid.NewGuid();

        Assert.Null(await ClaimAsync(world, Lamsa, person, 0, 60));
        Assert.Equal("Booking.SlotTaken", (await ClaimAsync(world, Lamsa, person, 30, 90))?.Code);
        Assert.Equal("Booking.SlotTaken", (await ClaimAsync(world, Lamsa, person, 10, 20))?.Code);
        Assert.Null(await ClaimAsync(world, Lamsa, person, 60, 90));
        Assert.Null(await ClaimAsync(world, Noor, person, 0, 60)); // another tenant's row says nothing about ours
    }

    [Theory, BothDatabases]
    public async Task A_released_claim_gives_its_time_back(Db db)
    {
        await using var world = await WithTwoOrganizationsAsync(db);
        var person = Guid.NewGuid();
        await ClaimAsync(world, Lamsa, person, 0, 60);

        await using (var write = await world.Database.OpenForWriteAsync(Lamsa, default))
        {
            Assert.Equal(1, await write.Claims.Where(c => c.Subject == person).ExecuteUpdateAsync(set => set.SetProperty(c => c.Live, false)));
            Assert.Null(await write.CommitAsync(default));
        }

        Assert.Null(await ClaimAsync(world, Lamsa, person, 30, 90));
    }

    [Theory, BothDatabases]
    public async Task Of_two_hundred_writers_at_once_exactly_one_gets_the_time(Db db)
    {
        await using var world = await WithTwoOrganizationsAsync(db);
        var person = Guid.NewGuid();
        var start = new TaskCompletionSource();

        var attempts = Enumerable.Range(0, 200).Select(async i =>
        {
            await start.Task;
            return await ClaimAsync(world, Lamsa, person, i % 30, 60 + i % 30);
        }).ToList();
        start.SetResult();
        var answers = await Task.WhenAll(attempts);

        Assert.Single(answers, a => a is null);
        Assert.All(answers.OfType<Error>(), e => Assert.Equal("Booking.SlotTaken", e.Code));
    }

    private static async Task<Error?> ClaimAsync(SalonWorld world, OrganizationId organization, Guid person, int from, int to)
    {
        await using var write = await world.Database.OpenForWriteAsync(organization, default);
        await write.LockAsync([person], default);
        var span = new Span(SalonWorld.Morning + Duration.FromMinutes(from), SalonWorld.Morning + Duration.FromMinutes(to));
        write.Claims.Add(Claim.Take(organization, null, ClaimKind.Person, person, 0, span, null));
        return await write.CommitAsync(default);
    }

    private static async Task<SalonWorld> WithTwoOrganizationsAsync(Db db)
    {
        var world = await SalonWorld.StartAsync(db);
        foreach (var (id, name) in ((OrganizationId, string)[])[(Lamsa, "Lamsa"), (Noor, "Noor")])
        {
            await using var write = await world.Database.OpenForWriteAsync(id, default);
            write.Organizations.Add(Organization.Create(id, name.ToLowerInvariant(), new(name, ""), new("Riyadh", ""), SalonWorld.Morning));
            write.Branches.Add(Branch.Open(id, BranchId.New(), new($"{name} branch", ""), LocalizedText.Empty, "Asia/Riyadh", "SAR", 1));
            Assert.Null(await write.CommitAsync(default));
        }

        return world;
    }
}
