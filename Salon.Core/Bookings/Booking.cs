using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>States of a visit; the words of the API are these in camelCase. Stored by number: never renumber.</summary>
public enum BookingStatus
{
    /// <summary>The time is kept for a few minutes while the customer proves her phone.</summary>
    Held = 0,
    /// <summary>Waits for the salon's yes or for money; keeps its time.</summary>
    Pending = 1,
    Confirmed = 2,
    Arrived = 3,
    InService = 4,
    Completed = 5,
    Cancelled = 6,
    NoShow = 7,
    /// <summary>A hold that ran out.</summary>
    Expired = 8,
}

/// <summary>Who took the booking.</summary>
public enum BookingChannel
{
    Web = 0,
    Desk = 1,
    Api = 2,
    /// <summary>She came in without a booking.</summary>
    WalkIn = 3,
}

/// <summary>One visit of one customer: its lines, its time and what was agreed.</summary>
public sealed class Booking : ITenantRow
{
    private readonly List<BookingLine> lines = [];

    private Booking() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public BookingId Id { get; private init; }
    public int Number { get; private init; } // seven digits, what people say on the phone; unique in the organization
    public BranchId BranchId { get; private init; }
    public ContactId? ContactId { get; private set; } // null while held by somebody who has not proved her phone, and for a walk-in who left neither name nor phone
    public GroupId? GroupId { get; private set; } // the group it was booked with
    public string? HolderKey { get; private set; } // who holds it or held it, see Holder; null once confirmed
    public BookingStatus Status { get; private set; }
    public BookingChannel Channel { get; private init; }
    public Instant StartsAt { get; private set; }
    public Instant EndsAt { get; private set; } // exclusive; when the customer leaves
    public LocalDate BusinessDate { get; private set; }
    public Money Price { get; private set; } // the sum of the lines, as agreed
    public bool Together { get; private set; } // several people at the same time
    public string Note { get; private set; } = "";
    public string Language { get; private set; } = "ar";
    public Instant? HoldExpiresAt { get; private set; }
    public PolicySnapshot Policy { get; private set; } = null!;
    public string? CancelReason { get; private set; }
    public string? OverbookReason { get; private set; } // why it stands where somebody else does; null when it does not
    public string ManageSecret { get; private init; } = ""; // part of the manage link; another one revokes the link
    public Instant CreatedAt { get; private init; }
    public int Version { get; private set; } // optimistic concurrency

    public IReadOnlyList<BookingLine> Lines => lines;

    internal static Booking Hold(OrganizationId organization, BookRequest request, Terms terms, string holderKey, Instant now, Instant expiresAt) =>
        Make(organization, request, terms, now, BookingStatus.Held, holderKey, expiresAt);

    /// <summary>A booking taken in one step, for a contact who is known already.</summary>
    /// <param name="contact">Null for somebody who came in and left neither name nor phone.</param>
    internal static Booking BookFor(OrganizationId organization, BookRequest request, Terms terms, ContactId? contact, string language, Instant now)
    {
        var booking = Make(organization, request, terms, now, BookingStatus.Confirmed, null, null);
        (booking.ContactId, booking.Language) = (contact, language);
        return booking;
    }

    /// <summary>Time kept for somebody known, until she has answered.</summary>
    internal static Booking HoldFor(
        OrganizationId organization, BookRequest request, Terms terms, ContactId contact, string holderKey, Instant now, Instant expiresAt)
    {
        var booking = Make(organization, request, terms, now, BookingStatus.Held, holderKey, expiresAt);
        booking.ContactId = contact;
        return booking;
    }

    internal void Join(GroupId group) => GroupId = group;

    internal void Confirm(ContactId contact, string language, string? note)
    {
        (Status, ContactId, Language, HolderKey, HoldExpiresAt, Note) = (BookingStatus.Confirmed, contact, language, null, null, note ?? Note);
        Version++;
    }

    /// <summary>Agreed, and waits for money: the time is kept until then.</summary>
    internal void AwaitPayment(MoneyTerms money, Instant until)
    {
        (Status, HoldExpiresAt, Policy) = (BookingStatus.Pending, until, Policy with { Money = money });
        Version++;
    }

    internal void SetMoneyTerms(MoneyTerms? money) => Policy = Policy with { Money = money };

    /// <summary>The money came, or nobody waits for it any more.</summary>
    internal void ConfirmPaid(bool waived)
    {
        (Status, HoldExpiresAt) = (BookingStatus.Confirmed, null);
        if (waived && Policy.Money is { } money) Policy = Policy with { Money = money with { DueMinor = 0, Reason = DueReason.Waived } };
        Version++;
    }

    internal void Expire()
    {
        Status = BookingStatus.Expired; // whoever held it may still see what she had chosen, and take it again
        Version++;
    }

    internal void Cancel(string? reason)
    {
        (Status, CancelReason) = (BookingStatus.Cancelled, reason);
        Version++;
    }

    /// <summary>Takes the visit to another time, or other people and services; the price follows the lines.</summary>
    /// <param name="overbookReason">Why it may overlap another visit; null when it does not.</param>
    internal void Move(Terms terms, PolicySnapshot policy, string? overbookReason = null)
    {
        OverbookReason = overbookReason;
        lines.Clear();
        lines.AddRange(terms.Lines);
        (StartsAt, EndsAt, BusinessDate, Price, Policy) = (terms.StartsAt, terms.EndsAt, terms.Date, terms.Price, policy);
        Version++;
    }

    /// <summary>Whoever had arrived, and was moved to a later day than the one under way, is expected again.</summary>
    internal void ExpectAfter(LocalDate today)
    {
        if (Status == BookingStatus.Arrived && BusinessDate > today) Status = BookingStatus.Confirmed;
    }

    internal void Overbook(string reason) => OverbookReason = reason;

    internal void Describe(string note)
    {
        Note = TidyText.Lines(note);
        Version++;
    }

    internal void TransitionTo(BookingStatus status)
    {
        Status = status;
        Version++;
    }

    private static Booking Make(
        OrganizationId organization, BookRequest request, Terms terms, Instant now, BookingStatus status, string? holderKey, Instant? expiresAt)
    {
        var booking = new Booking
        {
            OrganizationId = organization, Id = request.Id, Number = BookingNumber.New(), BranchId = request.Branch, HolderKey = holderKey, Status = status,
            Channel = request.Channel, StartsAt = terms.StartsAt, EndsAt = terms.EndsAt, BusinessDate = terms.Date, Price = terms.Price, Together = request.Together,
            Note = TidyText.Lines(request.Note), Language = request.Language,
            HoldExpiresAt = expiresAt, Policy = terms.Policy, ManageSecret = ManageLinks.NewSecret(), CreatedAt = now,
        };
        booking.lines.AddRange(terms.Lines);
        return booking;
    }
}

/// <summary>The cancellation rule as it stood when the visit was agreed.</summary>
/// <param name="FreeUntil">Until when cancelling and moving cost nothing.</param>
/// <param name="FreeUntilHours">The rule it came from, for the sentence.</param>
public sealed record PolicySnapshot(Instant FreeUntil, int FreeUntilHours, bool LateCancelOnline, LocalizedText Notice)
{
    /// <summary>What is asked for in advance and kept; null when money plays no part.</summary>
    public MoneyTerms? Money { get; init; }

    public static PolicySnapshot Of(CancellationPolicy policy, Instant startsAt) =>
        new(startsAt - Duration.FromHours(policy.FreeUntilHours), policy.FreeUntilHours, policy.LateCancelOnline, policy.Notice);
}

/// <summary>One service of a visit with its person, its time and its price, as agreed.</summary>
public sealed class BookingLine : ITenantRow
{
    private BookingLine() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public BookingId BookingId { get; private init; }
    public int Position { get; private init; }
    public ServiceId ServiceId { get; private init; }
    public LocalizedText ServiceName { get; private init; } // the menu may change later
    public StaffId StaffId { get; private init; }
    public bool StaffWanted { get; private init; } // the customer asked for her by name
    public Instant StartsAt { get; private init; }
    public Instant EndsAt { get; private init; } // exclusive; the visible part
    public Money Price { get; private init; }
    public int VatBasisPoints { get; private init; }
    public int? OwnMinutes { get; private init; } // active minutes agreed for this visit alone; null for the service's

    internal static BookingLine Of(OrganizationId organization, BookingId booking, int position, ProposedLine proposed, MenuLine menu, WantedLine wanted) => new()
    {
        OrganizationId = organization, Id = RowId.New(), BookingId = booking, Position = position, ServiceId = proposed.Service, ServiceName = menu.Name,
        StaffId = proposed.Staff, StaffWanted = wanted.Asked ?? wanted.Staff is not null, StartsAt = proposed.Start, EndsAt = proposed.End, Price = menu.Price,
        VatBasisPoints = menu.VatBasisPoints, OwnMinutes = wanted.Minutes,
    };

    /// <summary>The same line at another price.</summary>
    internal BookingLine At(Money price, int vatBasisPoints) => new()
    {
        OrganizationId = OrganizationId, Id = Id, BookingId = BookingId, Position = Position, ServiceId = ServiceId, ServiceName = ServiceName,
        StaffId = StaffId, StaffWanted = StaffWanted, StartsAt = StartsAt, EndsAt = EndsAt, Price = price, VatBasisPoints = vatBasisPoints, OwnMinutes = OwnMinutes,
    };
}
