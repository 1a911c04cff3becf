namespace Salon.Accounts;

/// <summary>The rules of signing in. Defaults are for production; Development is more generous, so that load tools can work.</summary>
public sealed record SignInOptions
{
    /// <summary>How long a code can be answered.</summary>
    public Duration CodeLifetime { get; init; } = Duration.FromMinutes(5);

    /// <summary>Answers a code takes, right or wrong: six digits and five tries leave a guesser one chance in 200,000.</summary>
    public int CodeTries { get; init; } = 5;

    /// <summary>How long a phone waits after its first, second, … code; the last one also after every further code.</summary>
    public IReadOnlyList<Duration> ResendDelays { get; init; } =
        [Duration.FromSeconds(30), Duration.FromMinutes(1), Duration.FromMinutes(2), Duration.FromMinutes(5)];

    /// <summary>Codes in any hour for one phone.</summary>
    public int CodesPerPhone { get; init; } = 5;

    /// <summary>Codes in any hour asked for from one client network (/24 or /64); a salon's guests share one.</summary>
    public int CodesPerAddress { get; init; } = 30;

    /// <summary>Codes in any hour for numbers that differ in their last four digits only: who pumps messages counts through such a range.</summary>
    public int CodesPerPrefix { get; init; } = 20;

    /// <summary>Codes in any hour asked for on the pages of one organization.</summary>
    public int CodesPerOrganization { get; init; } = 300;

    /// <summary>ISO 3166 codes of the countries whose numbers get codes, such as SA and AE. Empty: all. Whoever pumps messages prefers countries where they are dear.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Wrong answers in a day, since the last right one, after which a phone gets no code for a while.</summary>
    public int FailuresBeforeLock { get; init; } = 10;

    /// <summary>The first such while. It doubles with every further code that is guessed through, up to a day.</summary>
    public Duration FirstLock { get; init; } = Duration.FromMinutes(15);

    /// <summary>How long a session lives without being used.</summary>
    public Duration SessionIdleTime { get; init; } = Duration.FromDays(30);

    /// <summary>How long a session lives however much it is used.</summary>
    public Duration SessionLifetime { get; init; } = Duration.FromDays(180);

    /// <summary>How long an API client works with one access token.</summary>
    public Duration AccessLifetime { get; init; } = Duration.FromMinutes(15);

    /// <summary>Says what is wrong with the settings, in sentences for whoever starts the program. Empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(CodeTries), CodeTries), (nameof(CodesPerPhone), CodesPerPhone), (nameof(CodesPerAddress), CodesPerAddress),
            (nameof(CodesPerPrefix), CodesPerPrefix), (nameof(CodesPerOrganization), CodesPerOrganization), (nameof(FailuresBeforeLock), FailuresBeforeLock),
        })
        {
            if (value < 1) yield return $"SignIn:{name} must be at least 1.";
        }

        foreach (var (name, value) in new[]
        {
            (nameof(CodeLifetime), CodeLifetime), (nameof(FirstLock), FirstLock), (nameof(SessionIdleTime), SessionIdleTime),
            (nameof(SessionLifetime), SessionLifetime), (nameof(AccessLifetime), AccessLifetime),
        })
        {
            if (value <= Duration.Zero) yield return $"SignIn:{name} must be longer than zero.";
        }

        if (ResendDelays.Count == 0 || ResendDelays.Any(delay => delay < Duration.Zero)) yield return "SignIn:ResendDelays needs at least one delay, none of them negative.";
        foreach (var country in Countries.Where(country => !PhoneNumber.Regions.Contains(country)))
            yield return $"SignIn:Countries has \"{country}\"; write ISO 3166 codes such as SA or AE.";

        if (CodeLifetime > Duration.FromMinutes(15)) yield return "SignIn:CodeLifetime must be at most 15 minutes: a code that lives longer is a password.";
        if (SessionIdleTime > SessionLifetime) yield return "SignIn:SessionIdleTime must not be longer than SignIn:SessionLifetime.";
    }
}
