namespace Salon.Accounts;

/// <summary>A signed-in browser or app. Ending it signs that device out at once.</summary>
public sealed class Session
{
    private const int LongestDevice = 100;

    private Session() { } // EF Core

    public SessionId Id { get; private init; }
    public UserId UserId { get; private init; }
    public string Device { get; private init; } = ""; // short description of the browser or app, for the person's own list
    public string? AccessHash { get; private set; } // null for browsers, whose cookie names the session
    public Instant? AccessExpiresAt { get; private set; }
    public string? RefreshHash { get; private set; } // only the newest token refreshes; an older one means it was stolen
    public Instant CreatedAt { get; private init; }
    public Instant LastSeenAt { get; private set; }
    public Instant ExpiresAt { get; private set; } // slides while the session is used
    public Instant? EndedAt { get; private set; }

    internal static Session Start(UserId user, string device, Instant now, SignInOptions options) => new()
    {
        Id = SessionId.New(),
        UserId = user,
        Device = device.Length > LongestDevice ? device[..LongestDevice] : device,
        CreatedAt = now,
        LastSeenAt = now,
        ExpiresAt = now + options.SessionIdleTime,
    };
}
