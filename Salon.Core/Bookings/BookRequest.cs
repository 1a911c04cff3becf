using System.Security.Cryptography;
using System.Text;
using Salon.Catalog;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>A visit somebody wants. The client mints the id, so the same click arriving twice is one booking.</summary>
public sealed record BookRequest(BookingId Id, BranchId Branch, Instant StartsAt, IReadOnlyList<WantedLine> Lines)
{
    public const int MaxLines = 8;
    public const int MaxNote = 500;

    /// <summary>Several people serve her at the same time, where the salon allows it.</summary>
    public bool Together { get; init; }

    /// <summary>What the customer wants the salon to know; at most <see cref="MaxNote"/> characters.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether the customer gets a confirmation; the desk may have told her by word of mouth.</summary>
    public bool Tell { get; init; } = true;

    public BookingChannel Channel { get; init; } = BookingChannel.Web;

    /// <summary>"ar" or "en": the language of its messages.</summary>
    public string Language { get; init; } = "ar";

    /// <summary>The Idempotency-Key of an API call, if it had one.</summary>
    public CallKey? Key { get; init; }

    /// <summary>Why nobody could book this, whatever stands in the diary; null when somebody could.</summary>
    internal Error? Refusal =>
        Lines.Count == 0 ? BookingErrors.NoServices
        : Lines.Count > MaxLines ? BookingErrors.TooManyServices
        : Lines.Any(l => l.Minutes is < 1 or > WantedLine.MostMinutes) ? BookingErrors.BadMinutes
        : Characters.IsLonger(Note, MaxNote) ? BookingErrors.NoteTooLong
        : null;
}

/// <summary>An Idempotency-Key with the canonical text of the body it came with.</summary>
public sealed record CallKey(string Key, string Body)
{
    internal string KeyHash(Actor actor) => Hash($"{actor.User}|{actor.Browser}|{Key}");

    internal string BodyHash => Hash(Body);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Whom a visit is for.</summary>
/// <param name="User">Set when she proved her phone by signing in.</param>
/// <param name="Phone">Null only when the desk books a walk-in without one.</param>
/// <param name="Language">"ar" or "en".</param>
public sealed record Customer(UserId? User, PhoneNumber? Phone, string Name, string Language)
{
    public const int MaxName = 100;

    /// <summary>Why this actor cannot book for somebody of whom no more is known; null when she can.</summary>
    internal Error? RefusalFor(Actor actor) =>
        TidyText.Line(Name).Length == 0 ? BookingErrors.NameNeeded
        : Characters.IsLonger(Name, MaxName) ? BookingErrors.NameTooLong
        : Phone is null && !actor.May(Permission.WorkAllBookings) ? BookingErrors.PhoneNeeded
        : null;
}

/// <summary>What is agreed when time is taken: when, with whom, for how much, under which policy.</summary>
internal sealed record Terms(Instant StartsAt, Instant EndsAt, LocalDate Date, Money Price, IReadOnlyList<BookingLine> Lines, PolicySnapshot Policy);

/// <summary>What the menu says of one line now.</summary>
internal sealed record MenuLine(LocalizedText Name, Money Price, int VatBasisPoints, DepositRule? Deposit, OwnFees Fees, int? FreeUntilHours);

/// <summary>Seven random digits: short enough to say, and they tell nobody how many bookings a salon has.</summary>
internal static class BookingNumber
{
    public static int New() => RandomNumberGenerator.GetInt32(1_000_000, 10_000_000);
}

/// <summary>Who owns a hold: the user, and the browser she came with.</summary>
internal static class Holder
{
    /// <summary>The keys of everything this actor may hold by; the first is used for new holds.</summary>
    public static IReadOnlyList<string> Keys(Actor actor)
    {
        var keys = new List<string>(2);
        if (actor.Browser is { Length: > 0 } browser) keys.Add("b:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(browser))));
        if (actor.User is { } user) keys.Add("u:" + user.Value.ToString("N"));
        return keys;
    }
}
