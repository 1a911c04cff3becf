using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Bookings.Waitlist;

/// <summary>Somebody who waits, as the desk and she herself see her.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Lines">Services with the person asked for; the person is empty for anyone.</param>
/// <param name="FromMinute">Minutes of the business day.</param>
/// <param name="Offer">The time that is kept for her now.</param>
public sealed record WaitRow(
    WaitId Id, OrganizationId Organization, string Slug, LocalizedText Salon, LocalizedText Branch, string ZoneId, ContactId Contact, string Name, string? Phone,
    IReadOnlyList<(LocalizedText Service, LocalizedText? Staff)> Lines, LocalDate First, LocalDate Last, int FromMinute, int ToMinute, string Note, WaitStatus Status,
    Instant JoinedAt, OpenOffer? Offer)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];
}

/// <param name="Date">The business date of the visit that is offered.</param>
public sealed record OpenOffer(BookingId Hold, LocalDate Date, Instant StartsAt, Instant ExpiresAt);

/// <summary>An offer as its page shows it.</summary>
/// <param name="IsOpen">It can still be answered.</param>
public sealed record OfferView(OfferStatus Status, Instant ExpiresAt, bool IsOpen);

/// <summary>Which of a salon's waiting customers to show.</summary>
/// <param name="Branch">Null for all of them.</param>
/// <param name="Offered">Only those a time is kept for now.</param>
/// <param name="Name">Part of a name in any spelling.</param>
/// <param name="Page">1 and on.</param>
public sealed record WaitQuestion(BranchId? Branch = null, bool Offered = false, string? Name = null, int Page = 1);

/// <param name="Before">How many stand before the first of these.</param>
public sealed record WaitList(IReadOnlyList<WaitRow> Rows, int Total, int Page, int Pages)
{
    public int Before => (Page - 1) * WaitlistQueries.PageSize;
}

/// <summary>Reads the waitlist.</summary>
public sealed class WaitlistQueries(Database database, TimeProvider clock)
{
    public const int PageSize = 25;

    private const int Most = 200;

    /// <summary>Everybody who waits at a salon, in the order in which they are asked.</summary>
    public async Task<Result<WaitList>> ListAsync(Actor actor, WaitQuestion question, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return WaitlistErrors.NotAllowed;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var wanted = db.WaitlistEntries.Where(e => (e.Status == WaitStatus.Waiting || e.Status == WaitStatus.Offered) && (question.Branch == null || e.BranchId == question.Branch));
        if (question.Offered) wanted = wanted.Where(e => db.WaitlistOffers.Any(o => o.EntryId == e.Id && o.Status == OfferStatus.Open && o.ExpiresAt > now));
        foreach (var term in SearchText.Terms(question.Name).Take(8)) wanted = wanted.Where(e => db.Contacts.Any(c => c.Id == e.ContactId && c.SearchKeys.Contains(term)));
        var total = await wanted.CountAsync(ct);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(question.Page, 1, pages);
        return new WaitList(await RowsAsync(db, wanted.OrderBy(e => e.JoinedAt).ThenBy(e => e.Id).Skip((page - 1) * PageSize).Take(PageSize), ct), total, page, pages);
    }

    /// <summary>What a customer waits for, at every salon.</summary>
    public async Task<IReadOnlyList<WaitRow>> MineAsync(UserId user, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        return await RowsAsync(db, db.WaitlistEntries.Where(e => (e.Status == WaitStatus.Waiting || e.Status == WaitStatus.Offered)
            && db.Contacts.Any(c => c.OrganizationId == e.OrganizationId && c.Id == e.ContactId && c.UserId == user)), ct);
    }

    /// <summary>The offer whose hold this is; refused when there is none or it is not the actor's.</summary>
    public async Task<Result<OfferView>> OfferAsync(Actor actor, BookingId hold, CancellationToken ct)
    {
        if (actor.Booking != hold && !actor.May(Permission.WorkAllBookings)) return WaitlistErrors.NotFound;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var offer = await db.WaitlistOffers.Where(o => o.BookingId == hold).Select(o => new { o.Status, o.ExpiresAt }).SingleOrDefaultAsync(ct);
        return offer is null ? WaitlistErrors.NotFound : new OfferView(offer.Status, offer.ExpiresAt, offer.Status == OfferStatus.Open && now < offer.ExpiresAt);
    }

    private async Task<WaitRow[]> RowsAsync(SalonDb db, IQueryable<WaitlistEntry> entries, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var rows = await (
            from e in entries
            join o in db.Organizations on e.OrganizationId equals o.Id
            join b in db.Branches on new { e.OrganizationId, Id = e.BranchId } equals new { b.OrganizationId, b.Id }
            join c in db.Contacts on new { e.OrganizationId, Id = e.ContactId } equals new { c.OrganizationId, c.Id }
            orderby e.JoinedAt, e.Id
            select new { e.Id, e.OrganizationId, o.Slug, Salon = o.Name, Branch = b.Name, b.ZoneId, e.ContactId, c.Name, c.Phone, e.Lines, e.First, e.Last, e.FromMinute, e.ToMinute, e.Note, e.Status, e.JoinedAt })
            .Take(Most).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Id);
        var offers = (await (
            from o in db.WaitlistOffers
            join hold in db.Bookings on new { o.OrganizationId, Id = o.BookingId } equals new { hold.OrganizationId, hold.Id }
            where ids.Contains(o.EntryId) && o.Status == OfferStatus.Open && o.ExpiresAt > now
            select new { o.EntryId, o.BookingId, hold.BusinessDate, o.StartsAt, o.ExpiresAt }).ToListAsync(ct))
            .ToDictionary(o => o.EntryId, o => new OpenOffer(o.BookingId, o.BusinessDate, o.StartsAt, o.ExpiresAt));
        var wanted = rows.SelectMany(r => r.Lines).ToList();
        var (serviceIds, staffIds) = (wanted.Select(l => l.Service).Distinct().ToList(), wanted.Where(l => l.Staff is not null).Select(l => l.Staff!.Value).Distinct().ToList());
        var services = await db.Services.Where(s => serviceIds.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        var staff = await db.Staff.Where(s => staffIds.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        return [.. rows.Select(r => new WaitRow(
            r.Id, r.OrganizationId, r.Slug, r.Salon, r.Branch, r.ZoneId, r.ContactId, r.Name, r.Phone,
            [.. r.Lines.Select(l => (services.GetValueOrDefault(l.Service), l.Staff is { } person ? staff.GetValueOrDefault(person) : (LocalizedText?)null))],
            r.First, r.Last, r.FromMinute, r.ToMinute, r.Note, r.Status, r.JoinedAt, offers.GetValueOrDefault(r.Id)))];
    }
}
