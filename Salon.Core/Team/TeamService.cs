using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Team;

/// <summary>Who works for an organization and what she performs. When she works is the business of <see cref="StaffHoursService"/>.</summary>
public sealed class TeamService(Database database)
{
    public const int MostStaff = 1_000;

    /// <summary>Everybody in the organization's order, those who left last; for everybody who works there.</summary>
    public async Task<Result<IReadOnlyList<StaffRow>>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsStaff) return TeamErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var staff = await db.Staff
            .OrderBy(s => s.Active ? 0 : 1).ThenBy(s => s.Position).ThenBy(s => s.Id)
            .Select(s => new
            {
                s.Id, s.Name, s.Title, s.Picture, s.Online, s.Active, s.Version,
                Skills = db.StaffSkills.Count(k => k.StaffId == s.Id && db.Services.Any(x => x.Id == k.ServiceId && x.Active)),
            })
            .ToListAsync(ct);
        var places = (await db.StaffHours.Where(h => !h.IsBreak).Select(h => new { h.StaffId, h.BranchId }).Distinct().ToListAsync(ct)).ToLookup(h => h.StaffId, h => h.BranchId);
        return staff.Select(s => new StaffRow(s.Id, s.Name, s.Title, s.Picture, s.Online, s.Active, s.Skills, [.. places[s.Id]], s.Version)).ToArray();
    }

    public async Task<Result<StaffForm>> FindAsync(Actor actor, StaffId id, CancellationToken ct)
    {
        if (!actor.May(Permission.EditTeam)) return TeamErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var s = await db.Staff.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct);
        if (s is null) return TeamErrors.UnknownStaff;

        var skills = await db.StaffSkills.Where(k => k.StaffId == id).Select(k => new SkillDraft(k.ServiceId, k.ActiveMinutes, k.PriceMinor)).ToArrayAsync(ct);
        return new StaffForm(id, new(s.Name, s.Title, s.Picture, s.Online, skills), s.Active, s.Version);
    }

    /// <summary>Takes somebody on under an id the caller made, or changes her.</summary>
    /// <param name="version">What was read; null takes on a new one. Taking on the same id twice is the same click arriving twice.</param>
    public async Task<Error?> SaveAsync(Actor actor, StaffId id, StaffDraft draft, int? version, CancellationToken ct)
    {
        draft = draft.Tidy();
        var checks = draft.Check();
        return await WriteAsync(actor, checks, async db =>
        {
            var person = await db.Staff.SingleOrDefaultAsync(s => s.Id == id, ct);
            if (person is null && version is not null) return TeamErrors.UnknownStaff;
            if (person is not null && version is null) return null;
            if (person is not null && person.Version != version) return DataErrors.ChangedMeanwhile;

            var wanted = draft.Skills.Select(s => s.Service).ToList();
            checks.That(await db.Services.CountAsync(s => wanted.Contains(s.Id), ct) == wanted.Count, nameof(draft.Skills), "Team.UnknownService");
            if (checks.Refusal is { } refusal) return refusal;

            if (person is null)
            {
                var places = await db.Staff.Select(s => s.Position).ToListAsync(ct);
                if (places.Count >= MostStaff) return new Error(ErrorKind.Conflict, "Team.TooMany", MostStaff);
                db.Staff.Add(person = StaffMember.Hire(actor.Organization, id, draft.Name, draft.Title, draft.Picture, places.DefaultIfEmpty(-1).Max() + 1));
            }

            person.Describe(draft.Name, draft.Title, draft.Picture, draft.Online);
            await SetSkillsAsync(db, actor, id, draft.Skills, ct);
            return null;
        }, ct);
    }

    /// <summary>She works here no more: nobody can book her. Her bookings stay, and she can come back.</summary>
    public Task<Error?> LeaveAsync(Actor actor, StaffId id, CancellationToken ct) => ChangeAsync(actor, id, s =>
    {
        if (s.Active) s.Leave();
    }, ct);

    public Task<Error?> ReturnAsync(Actor actor, StaffId id, CancellationToken ct) => ChangeAsync(actor, id, s =>
    {
        if (!s.Active) s.Return();
    }, ct);

    /// <summary>Puts the team into an order; those who are not named follow as they were.</summary>
    public Task<Error?> ReorderAsync(Actor actor, IReadOnlyList<StaffId> order, CancellationToken ct) => WriteAsync(actor, new(), async db =>
    {
        var staff = await db.Staff.OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
        var places = order.Distinct().Select((id, place) => (id, place)).ToDictionary(p => p.id, p => p.place);
        foreach (var (place, person) in staff.OrderBy(s => places.GetValueOrDefault(s.Id, int.MaxValue)).Index()) person.MoveTo(place);
        return null;
    }, ct);

    /// <summary>Who performs a service, active people only.</summary>
    public async Task<Result<IReadOnlyList<StaffId>>> PerformersAsync(Actor actor, ServiceId service, CancellationToken ct)
    {
        if (!actor.IsStaff) return TeamErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await db.StaffSkills.Where(k => k.ServiceId == service && db.Staff.Any(s => s.Id == k.StaffId && s.Active)).Select(k => k.StaffId).ToArrayAsync(ct);
    }

    /// <summary>Says who performs a service. Those who stay keep their own pace and price; people who left are not touched.</summary>
    public Task<Error?> SetPerformersAsync(Actor actor, ServiceId service, IReadOnlyCollection<StaffId> performers, CancellationToken ct) => WriteAsync(actor, new(), async db =>
    {
        if (!await db.Services.AnyAsync(s => s.Id == service, ct)) return new Error(ErrorKind.NotFound, "Team.UnknownService");
        var staff = await db.Staff.Where(s => s.Active).ToListAsync(ct);
        if (performers.Except(staff.Select(s => s.Id)).Any()) return TeamErrors.UnknownStaff;

        var skills = (await db.StaffSkills.Where(k => k.ServiceId == service).ToListAsync(ct)).ToDictionary(k => k.StaffId);
        foreach (var person in staff)
        {
            var (performs, known) = (performers.Contains(person.Id), skills.GetValueOrDefault(person.Id));
            if (performs == known is not null) continue;
            if (known is null) db.StaffSkills.Add(StaffSkill.Of(actor.Organization, person.Id, service));
            else db.StaffSkills.Remove(known);
            person.Touch();
        }

        return null;
    }, ct);

    private static async Task SetSkillsAsync(SalonDb db, Actor actor, StaffId id, IReadOnlyList<SkillDraft> wanted, CancellationToken ct)
    {
        var skills = await db.StaffSkills.Where(k => k.StaffId == id).ToListAsync(ct);
        db.StaffSkills.RemoveRange(skills.Where(k => !wanted.Any(w => w.Service == k.ServiceId)));
        foreach (var want in wanted)
        {
            if (skills.Find(k => k.ServiceId == want.Service) is { } known) known.Agree(want.ActiveMinutes, want.PriceMinor);
            else db.StaffSkills.Add(StaffSkill.Of(actor.Organization, id, want.Service, want.ActiveMinutes, want.PriceMinor));
        }
    }

    private Task<Error?> ChangeAsync(Actor actor, StaffId id, Action<StaffMember> change, CancellationToken ct) => WriteAsync(actor, new(), async db =>
    {
        var person = await db.Staff.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (person is null) return TeamErrors.UnknownStaff;
        change(person);
        return null;
    }, ct);

    private async Task<Error?> WriteAsync(Actor actor, Checks checks, Func<SalonDb, Task<Error?>> write, CancellationToken ct)
    {
        if (!actor.May(Permission.EditTeam)) return TeamErrors.NotAllowed;
        if (checks.Refusal is { } refusal) return refusal;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([actor.Organization.Value], ct);
        if (await write(db) is { } fault) return fault;
        db.Announce(new Change(actor.Organization, ChangeKind.Team));
        return await db.CommitAsync(ct);
    }
}
