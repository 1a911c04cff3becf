namespace Salon.Accounts;

/// <summary>A one-time code somebody asked for. Only its keyed hash is kept.</summary>
public sealed class OneTimeCode
{
    private OneTimeCode() { } // EF Core

    public RowId Id { get; private init; } // the challenge
    public string Phone { get; private init; } = ""; // E.164
    public string Prefix { get; private init; } = ""; // the phone without its last four digits: ranges are limited too
    public string CodeHash { get; private init; } = "";
    public string? BindingHash { get; private init; } // the browser that asked; null for API clients, who hold the challenge
    public string Address { get; private init; } = ""; // client network: /24 or /64
    public OrganizationId? OrganizationId { get; private init; } // the salon whose page asked
    public Instant CreatedAt { get; private init; }
    public Instant ExpiresAt { get; private init; }
    public int Tries { get; private set; }
    public Instant? UsedAt { get; private set; } // used, or replaced by a newer code
}

/// <summary>A signed-in browser or app. Ending it signs that device out at once.</summary>
public sealed class Session
{
    private Session() { } // EF Core

    public SessionId Id { get; private init; }
    public UserId UserId { get; private init; }
    public string? RefreshHash { get; private set; } // null for cookies
    public string? PreviousRefreshHash { get; private set; } // presenting it again means it was stolen
    public string Device { get; private init; } = ""; // short description of the browser
    public Instant CreatedAt { get; private init; }
    public Instant LastSeenAt { get; private set; }
    public Instant ExpiresAt { get; private set; }
    public Instant? EndedAt { get; private set; }
}
