namespace Salon.Bookings.Customers;

public enum CustomerFilter
{
    All,
    /// <summary>Known for 30 days at most.</summary>
    New,
    /// <summary>Has a visit ahead.</summary>
    Coming,
    /// <summary>No visit for 90 days, and none ahead.</summary>
    Away,
    /// <summary>Did not come at least once.</summary>
    NoShows,
    /// <summary>Agreed to hear of offers and news.</summary>
    News,
}

public enum CustomerOrder
{
    LastVisit,
    Name,
    Visits,
    Newest,
}

/// <summary>Which customers, in which order.</summary>
/// <param name="Query">A name in any spelling, a phone in any spelling, or a booking's number; nothing finds everybody.</param>
/// <param name="Page">1 and on.</param>
public sealed record CustomerQuestion(string? Query = null, CustomerFilter Filter = CustomerFilter.All, string? Tag = null, CustomerOrder Order = CustomerOrder.LastVisit, int Page = 1);

/// <summary>When she comes next.</summary>
/// <param name="Date">The business date of the visit.</param>
/// <param name="Zone">Of the branch she comes to.</param>
public sealed record ComingVisit(Instant StartsAt, LocalDate Date, DateTimeZone Zone);

/// <summary>A customer in a list.</summary>
/// <param name="Phone">E.164; null when she has none or the reader may not see it.</param>
/// <param name="Visits">That took place.</param>
/// <param name="LastVisit">The business date of the last of them, at the branch she was at.</param>
public sealed record CustomerRow(
    ContactId Id, string Name, string? Phone, IReadOnlyList<string> Tags, int Visits, int NoShows, LocalDate? LastVisit, ComingVisit? NextVisit);

/// <param name="Total">Over all pages.</param>
public sealed record CustomerList(IReadOnlyList<CustomerRow> Rows, int Total, int Page)
{
    public int Pages => Math.Max(1, (Total + CustomerQueries.PageSize - 1) / CustomerQueries.PageSize);
}

/// <summary>Customers on their way into a file, read in pieces.</summary>
public sealed record CustomerFile(IAsyncEnumerable<CustomerRow> Rows);

/// <summary>What somebody who serves her should know at a glance.</summary>
/// <param name="Phone">E.164; null when she has none or the reader may not see it.</param>
/// <param name="Spent">The prices of her visits that took place; null when there were none or the reader may not see it.</param>
/// <param name="Stars">The average of her reviews.</param>
/// <param name="LastVisit">The business date of the last that took place, at the branch she was at.</param>
/// <param name="Zone">The first branch's: what the whole salon knows of her is told in it.</param>
public sealed record CustomerSummary(
    ContactId Id, string Name, string? Phone, string? Email, string Language, IReadOnlyList<string> Tags, string Note, string Allergies, LocalizedText? PreferredStaff,
    bool WantsNews, Instant? NewsDecidedAt, bool HasAccount, Instant KnownSince, int Visits, int NoShows, int Cancelled,
    LocalDate? LastVisit, ComingVisit? NextVisit, Money? Spent,
    double? Stars, DateTimeZone Zone, bool CanEdit);

/// <summary>One of her visits.</summary>
public sealed record CustomerVisit(
    BookingId Id, int Number, BookingStatus Status, LocalDate Date, Instant StartsAt, DateTimeZone Zone, LocalizedText Branch, IReadOnlyList<LocalizedText> Services,
    IReadOnlyList<LocalizedText> Staff, Money Price, string? CancelReason, int? Stars);

/// <summary>A cancellation policy she agreed to, with the first booking that carried it.</summary>
public sealed record AcceptedPolicy(int FreeUntilHours, bool LateCancelOnline, LocalizedText Notice, int Number, Instant AcceptedAt);

/// <summary>Everything about one customer.</summary>
/// <param name="Visits">The latest first; at most <see cref="CustomerQueries.MostVisits"/>.</param>
public sealed record CustomerView(CustomerSummary Summary, IReadOnlyList<CustomerVisit> Visits, IReadOnlyList<AcceptedPolicy> Policies, bool CanMerge);

/// <summary>What the search box found.</summary>
/// <param name="Bookings">By their number.</param>
public sealed record SearchHits(IReadOnlyList<CustomerRow> Customers, IReadOnlyList<BookingHit> Bookings)
{
    public static SearchHits Nothing => new([], []);

    public int Count => Customers.Count + Bookings.Count;
}

public sealed record BookingHit(BookingId Id, int Number, BookingStatus Status, string? Customer, LocalDate Date, BranchId Branch, Instant StartsAt);
