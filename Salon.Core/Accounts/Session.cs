namespace Salon.Accounts;

/// <summary>A signed-in browser or app. Ending it signs that device out at once.</summary>
public sealed class Session
{
    private const int LongestDevice = 300;

    private Session() { } // EF Core

    public SessionId Id { get; private init; }
    public UserId UserId { get; private init; }
    public string Device { get; private init; } = ""; // what the browser or app says of itself, for the person's own list
    public string? Network { get; private set; } // where it was last used from, roughly: /24 or /64
    public string? BrowserHash { get; private init; } // of the browser's own secret: limits of strangers do not hold it up when it signs in again
    public string? AccessHash { get; private set; } // null for browsers, whose cookie names the session
    public Instant? AccessExpiresAt { get; private set; }
    public string? RefreshHash { get; private set; } // only the newest token refreshes; an older one means it was stolen
    public string? ReplacedHash { get; private set; } // of the refresh token before: within a moment it gives the same pair again
    public Instant? ReplacedAt { get; private set; }
    public Instant CreatedAt { get; private init; }
    public Instant LastSeenAt { get; private set; }
    public Instant ExpiresAt { get; private set; } // slides while the session is used
    public Instant? EndedAt { get; private set; }

    internal static Session Start(UserId user, string device, Instant now, SignInOptions options, bool works = false, string? browser = null, string? network = null) => new()
    {
        Id = SessionId.New(),
        UserId = user,
        Device = Characters.Cut(device, LongestDevice),
        Network = network,
        BrowserHash = browser is null ? null : Secrets.Hash(browser),
        CreatedAt = now,
        LastSeenAt = now,
        ExpiresAt = EndOf(now, now, works, options),
    };

    /// <summary>When a session that is used now ends. Whoever works at a salon or operates the installation has more to lose: less idle time, a shorter life.</summary>
    internal static Instant EndOf(Instant createdAt, Instant now, bool works, SignInOptions options) => works
        ? Instant.Min(now + options.StaffSessionIdleTime, createdAt + options.StaffSessionLifetime)
        : Instant.Min(now + options.SessionIdleTime, createdAt + options.SessionLifetime);
}
