using Salon.Data;

namespace Salon.Bookings.Reviews;

/// <summary>What a customer thought of one visit. There is one for each booking at most, and the salon cannot take it away.</summary>
public sealed class Review : ITenantRow
{
    public const int LeastStars = 1;
    public const int MostStars = 5;
    public const int LongestText = 2_000;
    public const int LongestReply = 1_000;
    public const int LongestReason = 500;

    private Review() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public ReviewId Id { get; private init; }
    public BookingId BookingId { get; private init; } // unique
    public ContactId ContactId { get; private init; }
    public int Stars { get; private set; } // 1 to 5
    public string Text { get; private set; } = "";
    public Instant WrittenAt { get; private init; }
    public Instant? ChangedAt { get; private set; } // by its writer
    public string? Reply { get; private set; } // the salon's public answer
    public Instant? RepliedAt { get; private set; }
    public UserId? RepliedBy { get; private set; }
    public Instant? ReportedAt { get; private set; } // the salon asks the platform to look at it
    public string? ReportReason { get; private set; }
    public Instant? HiddenAt { get; private set; } // by the platform; counts for nothing meanwhile
    public string? HideReason { get; private set; }
    public int Version { get; private set; }

    public bool Counts => HiddenAt is null;

    internal static Review Write(OrganizationId organization, BookingId booking, ContactId contact, int stars, string text, Instant now) => new()
    {
        OrganizationId = organization, Id = ReviewId.New(), BookingId = booking, ContactId = contact, Stars = stars, Text = text, WrittenAt = now,
    };

    internal void Rewrite(int stars, string text, Instant now)
    {
        (Stars, Text, ChangedAt) = (stars, text, now);
        Version++;
    }

    internal void Answer(string? reply, UserId? by, Instant now)
    {
        (Reply, RepliedAt, RepliedBy) = reply is null ? (null, null, null) : (reply, (Instant?)now, by);
        Version++;
    }

    internal void Report(string reason, Instant now)
    {
        (ReportedAt, ReportReason) = (now, reason);
        Version++;
    }

    internal void Hide(string reason, Instant now)
    {
        (HiddenAt, HideReason) = (now, reason);
        Version++;
    }

    /// <summary>Counts again; what was reported is settled.</summary>
    internal void Show()
    {
        (HiddenAt, HideReason, ReportedAt, ReportReason) = (null, null, null, null);
        Version++;
    }
}
