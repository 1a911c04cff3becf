using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Contacts;
using Salon.Data;

namespace Salon.Bookings.Customers;

/// <summary>Finds customers and what is known of them. Stylists find only those they have served or will serve, without their numbers.</summary>
public sealed partial class CustomerQueries(Database database, TimeProvider clock)
{
    public const int PageSize = 25;
    public const int MostVisits = 100;

    private const int MostPages = 10_000;
    private const int MostHits = 6;
    private const int NewDays = 30;
    private const int AwayDays = 90;

    /// <summary>The few best matches of what is typed into the search box.</summary>
    public async Task<SearchHits> SearchAsync(Actor actor, string? typed, CancellationToken ct)
    {
        if (!MaySearch(actor) || string.IsNullOrWhiteSpace(typed)) return SearchHits.Nothing;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var customers = await RowsAsync(db, actor, Ordered(Matching(db, Visible(db, actor), typed), CustomerOrder.LastVisit).Take(MostHits), ct);
        return new SearchHits(customers, await BookingsAsync(db, actor, typed, ct));
    }

    public async Task<Result<CustomerList>> ListAsync(Actor actor, CustomerQuestion question, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeContacts)) return ContactErrors.NotAllowed;
        var page = Math.Clamp(question.Page, 1, MostPages);
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var wanted = Wanted(db, actor, question);
        var total = await wanted.CountAsync(ct);
        var rows = await RowsAsync(db, actor, Ordered(wanted, question.Order).Skip((page - 1) * PageSize).Take(PageSize), ct);
        return new CustomerList(rows, total, page);
    }

    /// <summary>All customers of a list, for a file. Whether the actor may is asked before the first row.</summary>
    public Result<CustomerFile> Export(Actor actor, CustomerQuestion question, CancellationToken ct) =>
        actor.May(Permission.ManageContacts) ? new CustomerFile(ReadAllAsync(actor, question, ct)) : ContactErrors.NotAllowed;

    private async IAsyncEnumerable<CustomerRow> ReadAllAsync(Actor actor, CustomerQuestion question, [EnumeratorCancellation] CancellationToken ct)
    {
        const int Chunk = 500;
        for (var skip = 0; ; skip += Chunk)
        {
            CustomerRow[] rows;
            await using (var db = await database.OpenAsync(actor.Organization, ct))
                rows = await RowsAsync(db, actor, Ordered(Wanted(db, actor, question), CustomerOrder.Newest).Skip(skip).Take(Chunk), ct);
            foreach (var row in rows) yield return row;
            if (rows.Length < Chunk) yield break;
        }
    }

    private static bool MaySearch(Actor actor) => actor.May(Permission.SeeContacts) || (actor.May(Permission.WorkOwnBookings) && actor.Staff is not null);

    private static IQueryable<Contact> Visible(SalonDb db, Actor actor)
    {
        if (actor.May(Permission.SeeContacts)) return db.Contacts;
        var me = actor.Staff;
        return db.Contacts.Where(c => db.Bookings.Any(b => b.ContactId == c.Id && db.BookingLines.Any(l => l.BookingId == b.Id && l.StaffId == me)));
    }

    private IQueryable<Contact> Wanted(SalonDb db, Actor actor, CustomerQuestion question)
    {
        var now = clock.GetCurrentInstant();
        var contacts = Matching(db, Visible(db, actor), question.Query);
        if (!string.IsNullOrWhiteSpace(question.Tag)) contacts = contacts.Where(c => db.ContactTags.Where(t => t.Tag == question.Tag).Select(t => t.ContactId).Contains(c.Id));
        var (newSince, awaySince, never) = (now - Duration.FromDays(NewDays), now - Duration.FromDays(AwayDays), default(Instant));
        var coming = db.Bookings.Where(b => b.ContactId != null && b.StartsAt > now && (b.Status == BookingStatus.Confirmed || b.Status == BookingStatus.Pending));
        var recent = db.Bookings.Where(b => b.ContactId != null && b.StartsAt > awaySince
            && (b.Status == BookingStatus.Completed || b.Status == BookingStatus.Confirmed || b.Status == BookingStatus.Pending || b.Status == BookingStatus.Arrived || b.Status == BookingStatus.InService));
        return question.Filter switch
        {
            CustomerFilter.New => contacts.Where(c => c.CreatedAt >= newSince),
            CustomerFilter.Coming => contacts.Where(c => coming.Select(b => b.ContactId!.Value).Contains(c.Id)),
            CustomerFilter.Away => contacts.Where(c => c.LastVisitAt > never && c.LastVisitAt <= awaySince && !recent.Select(b => b.ContactId!.Value).Contains(c.Id)),
            CustomerFilter.NoShows => contacts.Where(c => c.NoShows > 0),
            CustomerFilter.News => contacts.Where(c => c.WantsNews),
            _ => contacts,
        };
    }

    // Digits are a phone or a booking's number; anything else is a name.
    private static IQueryable<Contact> Matching(SalonDb db, IQueryable<Contact> contacts, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return contacts;
        if (DigitsOf(typed) is { } digits)
        {
            if (PhoneNumber.Parse(typed).TryGet(out var phone, out _)) return contacts.Where(c => c.Phone == phone.Value);
            var part = digits.TrimStart('0');
            if (part.Length == 0) return contacts.Where(c => false);
            var found = db.Contacts.Where(c => c.Phone!.Contains(part)).Select(c => c.Id);
            if (NumberOf(digits) is { } number) found = found.Concat(db.Bookings.Where(b => b.Number == number && b.ContactId != null).Select(b => b.ContactId!.Value));
            return contacts.Where(c => found.Contains(c.Id));
        }

        var terms = SearchText.Terms(typed);
        if (terms.Count == 0) return contacts.Where(c => false); // signs only
        // Sought among ids and keys alone, which an index holds; sorting and the rest look at what was found.
        var named = terms.Take(6).Aggregate(db.Contacts.AsQueryable(), (all, term) => all.Where(c => c.SearchKeys.Contains(term))).Select(c => c.Id);
        return contacts.Where(c => named.Contains(c.Id));
    }

    // Each is the order of an index.
    private static IQueryable<Contact> Ordered(IQueryable<Contact> contacts, CustomerOrder order) => order switch
    {
        CustomerOrder.Name => contacts.OrderBy(c => c.Name).ThenBy(c => c.Id),
        CustomerOrder.Newest => contacts.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id),
        CustomerOrder.Visits => contacts.OrderByDescending(c => c.Visits).ThenByDescending(c => c.Id),
        _ => contacts.OrderByDescending(c => c.LastVisitAt).ThenByDescending(c => c.Id),
    };

    private async Task<CustomerRow[]> RowsAsync(SalonDb db, Actor actor, IQueryable<Contact> contacts, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var people = await contacts.Select(c => new { c.Id, c.Name, c.Phone, c.Visits, c.NoShows }).ToListAsync(ct);
        if (people.Count == 0) return [];
        var ids = people.Select(p => (ContactId?)p.Id).ToList();
        var plain = people.Select(p => p.Id).ToList();
        var next = (await (
            from b in db.Bookings
            join branch in db.Branches on b.BranchId equals branch.Id
            where ids.Contains(b.ContactId) && b.StartsAt > now && (b.Status == BookingStatus.Confirmed || b.Status == BookingStatus.Pending)
            orderby b.StartsAt
            select new { Contact = b.ContactId!.Value, b.StartsAt, b.BusinessDate, branch.ZoneId }).ToListAsync(ct))
            .DistinctBy(n => n.Contact).ToDictionary(n => n.Contact, n => new ComingVisit(n.StartsAt, n.BusinessDate, DateTimeZoneProviders.Tzdb[n.ZoneId]));
        var last = (await (
            from c in db.Contacts
            join b in db.Bookings on new { Contact = (ContactId?)c.Id, At = c.LastVisitAt } equals new { Contact = b.ContactId, At = b.StartsAt }
            where plain.Contains(c.Id) && b.Status == BookingStatus.Completed
            select new { Contact = c.Id, b.BusinessDate }).ToListAsync(ct))
            .DistinctBy(l => l.Contact).ToDictionary(l => l.Contact, l => (LocalDate?)l.BusinessDate);
        var tags = (await db.ContactTags.Where(t => plain.Contains(t.ContactId)).Select(t => new { t.ContactId, t.Tag }).ToListAsync(ct)).ToLookup(t => t.ContactId, t => t.Tag);
        var seesPhone = actor.May(Permission.SeeContacts);
        return [.. people.Select(p => new CustomerRow(
            p.Id, p.Name, seesPhone ? p.Phone : null, [.. tags[p.Id].Order(StringComparer.Ordinal)], p.Visits, p.NoShows,
            last.GetValueOrDefault(p.Id), next.GetValueOrDefault(p.Id)))];
    }

    private static async Task<IReadOnlyList<BookingHit>> BookingsAsync(SalonDb db, Actor actor, string typed, CancellationToken ct)
    {
        if (DigitsOf(typed) is not { } digits || NumberOf(digits) is not { } number) return [];
        var (seesAll, me) = (actor.May(Permission.WorkAllBookings), actor.Staff);
        return await (
            from b in db.Bookings
            from c in db.Contacts.Where(c => c.Id == b.ContactId).DefaultIfEmpty()
            where b.Number == number && b.Status != BookingStatus.Expired && (seesAll || db.BookingLines.Any(l => l.BookingId == b.Id && l.StaffId == me))
            select new BookingHit(b.Id, b.Number, b.Status, c == null ? null : c.Name, b.BusinessDate, b.BranchId, b.StartsAt)).Take(MostHits).ToListAsync(ct);
    }

    /// <summary>The digits of something that is a number and not a name; null when it has letters.</summary>
    private static string? DigitsOf(string typed)
    {
        var folded = Digits.Fold(typed);
        return folded.Any(char.IsLetter) || !folded.Any(char.IsAsciiDigit) ? null : string.Concat(folded.Where(char.IsAsciiDigit));
    }

    private static int? NumberOf(string digits) => digits.Length == 7 ? int.Parse(digits, CultureInfo.InvariantCulture) : null;

    private static async Task<DateTimeZone> ZoneAsync(SalonDb db, CancellationToken ct) =>
        await db.Branches.OrderByDescending(b => b.Active).ThenBy(b => b.Position).Select(b => b.ZoneId).FirstOrDefaultAsync(ct) is { } zone ? DateTimeZoneProviders.Tzdb[zone] : DateTimeZone.Utc;
}
