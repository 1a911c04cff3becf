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

    /// <summary>Codes in any hour for one phone and asker: a browser that signed in with it before, otherwise a network.</summary>
    public int CodesPerPhone { get; init; } = 5;

    /// <summary>The same in any day.</summary>
    public int CodesPerPhonePerDay { get; init; } = 10;

    /// <summary>Codes in any hour for one phone, whichever strangers ask; a browser that signed in with it before is not concerned.</summary>
    public int CodesPerPhoneInAll { get; init; } = 15;

    /// <summary>The same in any day: with five tries each, what a guesser with many networks gets.</summary>
    public int CodesPerPhoneInAllPerDay { get; init; } = 40;

    /// <summary>Codes in any hour asked for from one client network (/24 or /64); a salon's guests share one.</summary>
    public int CodesPerAddress { get; init; } = 30;

    /// <summary>Unanswered codes in any hour for numbers that differ in their last four digits only: who pumps messages counts through such a range.</summary>
    public int CodesPerPrefix { get; init; } = 20;

    /// <summary>How many of them one network may ask for, so that it cannot close the range to its honest people.</summary>
    public int CodesPerPrefixOfAddress { get; init; } = 5;

    /// <summary>Codes in any hour asked for on the pages of one organization.</summary>
    public int CodesPerOrganization { get; init; } = 300;

    /// <summary>The same in any day.</summary>
    public int CodesPerOrganizationPerDay { get; init; } = 2_000;

    /// <summary>Codes in any hour of the whole installation.</summary>
    public int CodesInAll { get; init; } = 2_000;

    /// <summary>The same in any day: the most that a flood of them can cost. Invitations stop when they and the codes of a day are as many.</summary>
    public int CodesInAllPerDay { get; init; } = 10_000;

    /// <summary>Texts in any day by which one organization tells new members of their role.</summary>
    public int InvitationsPerOrganizationPerDay { get; init; } = 20;

    /// <summary>The same for one phone, whichever organizations invite it.</summary>
    public int InvitationsPerPhonePerDay { get; init; } = 2;

    /// <summary>From so many codes in an hour on, of one country or of all, the share that is answered is looked at.</summary>
    public int BreakerCodes { get; init; } = 50;

    /// <summary>
    /// The same for numbers that differ in their last six digits only: a range that pays whoever sends to it stays below what stands out in its country.
    /// </summary>
    public int BreakerCodesOfRange { get; init; } = 20;

    /// <summary>When less than this share of them was answered, in percent, a network gets one more unanswered code an hour. 0 looks at nothing.</summary>
    public int BreakerPercent { get; init; } = 20;

    /// <summary>Unanswered codes in any hour for a range of numbers while that is so.</summary>
    public int CodesPerPrefixWhenTripped { get; init; } = 3;

    /// <summary>
    /// ISO 3166 codes of the countries whose numbers get codes, such as SA and AE. Empty: those whose currencies the salons' branches use, and
    /// all of them before there is a branch. Members and administrators sign in from everywhere as long as this is empty.
    /// </summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Wrong answers in a day, since the last right one, after which whoever gave them gets no code for this phone for a while.</summary>
    public int FailuresBeforeLock { get; init; } = 10;

    /// <summary>The first such while. It doubles with every further code that is guessed through, up to a day.</summary>
    public Duration FirstLock { get; init; } = Duration.FromMinutes(15);

    /// <summary>How long the session of a customer lives without being used.</summary>
    public Duration SessionIdleTime { get; init; } = Duration.FromDays(30);

    /// <summary>How long a session lives however much it is used.</summary>
    public Duration SessionLifetime { get; init; } = Duration.FromDays(180);

    /// <summary>
    /// How long the session of somebody who works at a salon or operates the installation lives without being used. Longer than a night
    /// between closing and opening, so that the tablet at the desk asks once after a day off.
    /// </summary>
    public Duration StaffSessionIdleTime { get; init; } = Duration.FromHours(16);

    /// <summary>The same, however much it is used.</summary>
    public Duration StaffSessionLifetime { get; init; } = Duration.FromDays(14);

    /// <summary>How long the refresh token that was just exchanged gives the same pair once more: the answer may have been lost on the way.</summary>
    /// <remarks>Zero gives nothing.</remarks>
    public Duration RefreshGrace { get; init; } = Duration.FromMinutes(1);

    /// <summary>How long an API client works with one access token.</summary>
    public Duration AccessLifetime { get; init; } = Duration.FromMinutes(15);

    /// <summary>Says what is wrong with the settings, in sentences for whoever starts the program. Empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(CodeTries), CodeTries), (nameof(CodesPerPhone), CodesPerPhone), (nameof(CodesPerPhonePerDay), CodesPerPhonePerDay),
            (nameof(CodesPerPhoneInAll), CodesPerPhoneInAll), (nameof(CodesPerPhoneInAllPerDay), CodesPerPhoneInAllPerDay),
            (nameof(CodesPerAddress), CodesPerAddress), (nameof(CodesPerPrefix), CodesPerPrefix), (nameof(CodesPerPrefixOfAddress), CodesPerPrefixOfAddress),
            (nameof(CodesPerOrganization), CodesPerOrganization), (nameof(CodesPerOrganizationPerDay), CodesPerOrganizationPerDay),
            (nameof(CodesInAll), CodesInAll), (nameof(CodesInAllPerDay), CodesInAllPerDay),
            (nameof(InvitationsPerOrganizationPerDay), InvitationsPerOrganizationPerDay), (nameof(InvitationsPerPhonePerDay), InvitationsPerPhonePerDay),
            (nameof(BreakerCodes), BreakerCodes), (nameof(BreakerCodesOfRange), BreakerCodesOfRange),
            (nameof(CodesPerPrefixWhenTripped), CodesPerPrefixWhenTripped), (nameof(FailuresBeforeLock), FailuresBeforeLock),
        })
        {
            if (value < 1) yield return $"SignIn:{name} must be at least 1.";
        }

        if (BreakerPercent is < 0 or > 90) yield return "SignIn:BreakerPercent must be between 0 and 90.";
        foreach (var (name, value) in new[]
        {
            (nameof(CodeLifetime), CodeLifetime), (nameof(FirstLock), FirstLock), (nameof(SessionIdleTime), SessionIdleTime),
            (nameof(SessionLifetime), SessionLifetime), (nameof(StaffSessionIdleTime), StaffSessionIdleTime),
            (nameof(StaffSessionLifetime), StaffSessionLifetime), (nameof(AccessLifetime), AccessLifetime),
        })
        {
            if (value <= Duration.Zero) yield return $"SignIn:{name} must be longer than zero.";
        }

        if (ResendDelays.Count == 0 || ResendDelays.Any(delay => delay < Duration.Zero))
            yield return "SignIn:ResendDelays needs at least one delay, none of them negative.";
        foreach (var country in Countries.Where(country => !PhoneNumber.Regions.Contains(country)))
            yield return $"SignIn:Countries has \"{country}\"; write ISO 3166 codes such as SA or AE.";

        if (CodeLifetime > Duration.FromMinutes(15)) yield return "SignIn:CodeLifetime must be at most 15 minutes: a code that lives longer is a password.";
        if (RefreshGrace < Duration.Zero || RefreshGrace > Duration.FromMinutes(5)) yield return "SignIn:RefreshGrace must be between zero and five minutes.";
        if (StaffSessionIdleTime > StaffSessionLifetime) yield return "SignIn:StaffSessionIdleTime must not be longer than SignIn:StaffSessionLifetime.";
        if (SessionIdleTime > SessionLifetime) yield return "SignIn:SessionIdleTime must not be longer than SignIn:SessionLifetime.";
    }
}
