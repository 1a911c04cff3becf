using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime.Text;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Web.Pages.Public.Book;

/// <summary>What a customer has chosen so far. It stands in the address of every booking page, so that each step can be opened, shared and gone back to.</summary>
public sealed record Trail(string Slug)
{
    public BranchId? Branch { get; init; }

    /// <summary>In the order of the visit; each at most once.</summary>
    public IReadOnlyList<ServiceId> Services { get; init; } = [];

    /// <summary>The person who is asked for; null for anyone.</summary>
    public StaffId? Staff { get; init; }

    /// <summary>Who is asked for by name for single services; for the others <see cref="Staff"/> counts.</summary>
    public IReadOnlyDictionary<ServiceId, StaffId> By { get; init; } = new Dictionary<ServiceId, StaffId>();

    /// <summary>All services at the same time, each by somebody else, where the salon allows it.</summary>
    public bool Together { get; init; }

    /// <summary>A visit that is moved may be served by others than the people who were asked for.</summary>
    public bool Anyone { get; init; }

    public LocalDate? Date { get; init; }

    public BookingId? Hold { get; init; }

    /// <summary>Reads an address. What is not understood counts as not chosen.</summary>
    public static Trail Of(string slug, IQueryCollection query) => new(slug)
    {
        Branch = Guid.TryParse(query["branch"], out var branch) ? new BranchId(branch) : null,
        Services =
        [
            .. query["service"].Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)
                .Distinct().Take(BookRequest.MaxLines).Select(id => new ServiceId(id)),
        ],
        Staff = Guid.TryParse(query["staff"], out var staff) ? new StaffId(staff) : null,
        By = People(query["by"]),
        Together = query["together"] == "true",
        Date = LocalDatePattern.Iso.Parse(query["date"].ToString()) is { Success: true, Value: var date } ? date : null,
        Hold = Guid.TryParse(query["hold"], out var hold) ? new BookingId(hold) : null,
    };

    /// <summary>A booking on its way to another time: the same services at the same branch, beginning on the day it is on.</summary>
    public static Trail Moving(string token, BookingView booking, IQueryCollection query) => new(booking.Slug)
    {
        Token = token,
        Anyone = query["anyone"] == "true",
        Branch = booking.Branch.Id,
        Services = [.. booking.Lines.Select(line => line.ServiceId)],
        Date = Of(booking.Slug, query).Date ?? booking.BusinessDate,
    };

    /// <summary>The visit as the engine is asked for it: whoever is asked for does what she can, anyone does the rest.</summary>
    /// <param name="people">Who may be asked for.</param>
    public IReadOnlyList<WantedLine> Lines(IReadOnlyList<TeamCard> people) =>
        [.. Services.Select(service => new WantedLine(service, people.FirstOrDefault(p => p.Id == WantedFor(service) && p.Services.Contains(service))?.Id))];

    private StaffId? WantedFor(ServiceId service) => By.TryGetValue(service, out var person) ? person : Staff;

    /// <summary>The manage link's token while a booking is moved: choosing a day then stays on its page.</summary>
    public string? Token { get; init; }

    public string ServicesUrl => Url("");
    public string TimeUrl => Token is null ? Url("/time") : MoveUrl(Token);
    public string PhoneUrl => Url("/phone");
    public string CodeUrl => Url("/code");
    public string ConfirmUrl => Url("/confirm");

    /// <summary>The times once more, beside those nearest to one that is taken.</summary>
    public string LostUrl(Instant start) => QueryHelpers.AddQueryString(TimeUrl, "lost", start.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>The services, asking for one.</summary>
    public string MissingUrl => QueryHelpers.AddQueryString(ServicesUrl, "missing", "true");

    /// <summary>The number to prove once more, because the sign-in ended.</summary>
    public string EndedUrl => QueryHelpers.AddQueryString(PhoneUrl, "ended", "true");

    /// <summary>Where she waits for a time that is taken, for the same services and person.</summary>
    public string WaitlistUrl => Url("").Replace($"/{Slug}/book", $"/{Slug}/waitlist", StringComparison.Ordinal);

    /// <summary>Paths on which a held time stays kept; leaving them gives it back.</summary>
    public string HoldPaths => $"/{Slug}/book/phone /{Slug}/book/code /{Slug}/book/confirm /b/";

    /// <summary>The branch she chose; while she has not, the first one that does everything she wants, or the salon's first.</summary>
    /// <returns>Null when the salon has no branch.</returns>
    public BranchCard? BranchOf(SalonProfile salon, IReadOnlyList<TeamCard> team) =>
        salon.Branches.FirstOrDefault(b => b.Id == Branch) ?? salon.Branches.FirstOrDefault(b => AllDoneAt(b.Id, team))
            ?? (salon.Branches is [var first, ..] ? first : null);

    /// <summary>Every service that was chosen is done there by somebody.</summary>
    public bool AllDoneAt(BranchId branch, IReadOnlyList<TeamCard> team) =>
        Services.All(service => team.Any(p => p.Branches.Contains(branch) && p.Services.Contains(service)));

    private string MoveUrl(string token)
    {
        var query = new List<KeyValuePair<string, string?>>();
        if (Date is { } date) query.Add(new("date", Text(date)));
        if (Anyone) query.Add(new("anyone", "true"));
        return QueryHelpers.AddQueryString($"/b/{token}/move", query);
    }

    private string Url(string step)
    {
        var query = new List<KeyValuePair<string, string?>>();
        if (Branch is { } branch) query.Add(new("branch", branch.ToString()));
        query.AddRange(Services.Select(service => new KeyValuePair<string, string?>("service", service.ToString())));
        if (Staff is { } staff) query.Add(new("staff", staff.ToString()));
        query.AddRange(By.Where(pair => Services.Contains(pair.Key)).Select(pair => new KeyValuePair<string, string?>("by", $"{pair.Key}_{pair.Value}")));
        if (Together) query.Add(new("together", "true"));
        if (Date is { } date) query.Add(new("date", Text(date)));
        if (Hold is { } hold) query.Add(new("hold", hold.ToString()));
        return QueryHelpers.AddQueryString($"/{Slug}/book{step}", query);
    }

    private static Dictionary<ServiceId, StaffId> People(IEnumerable<string?> texts)
    {
        var people = new Dictionary<ServiceId, StaffId>();
        foreach (var text in texts.Take(BookRequest.MaxLines))
        {
            if (text?.Split('_') is [var first, var second] && Guid.TryParse(first, out var service) && Guid.TryParse(second, out var staff)) people[new(service)] = new(staff);
        }

        return people;
    }

    private static string Text(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
