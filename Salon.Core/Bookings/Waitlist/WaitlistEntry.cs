using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings.Waitlist;

/// <summary>States of somebody who waits. Stored by number: never renumber.</summary>
public enum WaitStatus
{
    Waiting = 0,
    /// <summary>A time is kept for her until she answers.</summary>
    Offered = 1,
    Booked = 2,
    /// <summary>She, or the desk, took her off the list.</summary>
    Left = 3,
    /// <summary>The last of her dates is over, or she let too many offers pass.</summary>
    Ended = 4,
}

/// <summary>Somebody who would come if a time became free: what for, with whom, on which dates and at what hours.</summary>
public sealed class WaitlistEntry : ITenantRow
{
    /// <summary>After this many offers without an answer she is taken off the list.</summary>
    public const int MostUnanswered = 3;

    /// <summary>The most dates one may wait for.</summary>
    public const int MostDays = 62;

    private WaitlistEntry() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public WaitId Id { get; private init; }
    public BranchId BranchId { get; private init; }
    public ContactId ContactId { get; private init; }
    public WantedLine[] Lines { get; private init; } = []; // in the order of the visit
    public LocalDate First { get; private init; }
    public LocalDate Last { get; private init; } // inclusive
    public int FromMinute { get; private init; } // of the business day: the visit starts at or after this
    public int ToMinute { get; private init; } // and before this; above 1440 after midnight
    public string Note { get; private init; } = "";
    public string Language { get; private init; } = "ar";
    public WaitStatus Status { get; private set; }
    public int Unanswered { get; private set; }
    public Instant JoinedAt { get; private init; } // who joined first is asked first
    public Instant? EndedAt { get; private set; }
    public int Version { get; private set; }

    public bool IsOpen => Status is WaitStatus.Waiting or WaitStatus.Offered;

    internal static WaitlistEntry Join(OrganizationId organization, WaitRequest request, ContactId contact, string language, Instant now) => new()
    {
        OrganizationId = organization, Id = request.Id, BranchId = request.Branch, ContactId = contact, Lines = [.. request.Lines], First = request.Dates.First, Last = request.Dates.Last,
        FromMinute = request.FromMinute, ToMinute = request.ToMinute, Note = request.Note, Language = language, JoinedAt = now,
    };

    internal void Offer() => Become(WaitStatus.Offered);

    internal void Book(Instant now)
    {
        EndedAt = now;
        Become(WaitStatus.Booked);
    }

    internal void Leave(Instant now)
    {
        EndedAt = now;
        Become(WaitStatus.Left);
    }

    internal void End(Instant now)
    {
        EndedAt = now;
        Become(WaitStatus.Ended);
    }

    /// <summary>The offer came to nothing: she waits on, at her old place.</summary>
    /// <param name="unanswered">She said nothing at all.</param>
    /// <param name="now">When the offer ended.</param>
    internal void WaitOn(bool unanswered, Instant now)
    {
        if (unanswered) Unanswered++;
        if (Unanswered >= MostUnanswered) End(now);
        else Become(WaitStatus.Waiting);
    }

    private void Become(WaitStatus status)
    {
        Status = status;
        Version++;
    }
}

/// <summary>How an offer stands. Stored by number: never renumber.</summary>
public enum OfferStatus
{
    Open = 0,
    Accepted = 1,
    Declined = 2,
    /// <summary>Its minutes ran out.</summary>
    Expired = 3,
    /// <summary>The desk needed the time, or she left the list.</summary>
    Withdrawn = 4,
}

/// <summary>A time kept for one person of the waitlist by a hold of its own. The database refuses a second open one for the same person.</summary>
public sealed class WaitlistOffer : ITenantRow
{
    private WaitlistOffer() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public OfferId Id { get; private init; }
    public WaitId EntryId { get; private init; }
    public BookingId BookingId { get; private init; } // the hold, and the visit once she has said yes
    public Instant StartsAt { get; private init; } // the same time is not offered to her twice
    public Instant MadeAt { get; private init; }
    public Instant ExpiresAt { get; private init; }
    public OfferStatus Status { get; private set; }
    public Instant? AnsweredAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>What owns the hold of an offer; no browser and no account can have this key.</summary>
    public string HolderKey => KeyOf(Id);

    internal static string KeyOf(OfferId id) => $"w:{id.Value:N}";

    internal static WaitlistOffer Make(OrganizationId organization, OfferId id, WaitId entry, BookingId booking, Instant startsAt, Instant now, Instant expiresAt) => new()
    {
        OrganizationId = organization, Id = id, EntryId = entry, BookingId = booking, StartsAt = startsAt, MadeAt = now, ExpiresAt = expiresAt,
    };

    internal void End(OfferStatus status, Instant now)
    {
        (Status, AnsweredAt) = (status, now);
        Version++;
    }
}
