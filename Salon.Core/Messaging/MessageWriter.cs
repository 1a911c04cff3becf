using System.Globalization;
using Salon.Bookings;

namespace Salon.Messaging;

/// <summary>What a message is written from, beside the booking.</summary>
/// <param name="Kind">One of <see cref="MessageKinds"/>.</param>
/// <param name="VisitAt">The start of the visit it speaks of.</param>
/// <param name="Old">When a visit was that moved.</param>
/// <param name="BySalon">Of a visit that the salon cancelled, not the customer.</param>
/// <param name="Money">Of a cancelled visit that something was paid for: what goes back and what the salon keeps.</param>
/// <param name="ManageLink">Where she sees, moves or cancels it without signing in.</param>
internal sealed record Letter(string Kind, Instant VisitAt, VisitDate? Old, bool BySalon, Uri ManageLink, Uri BookLink, MoneyOutcome? Money = null);

/// <param name="Date">The business date it belongs to.</param>
internal sealed record VisitDate(LocalDate Date, Instant StartsAt);

/// <summary>What became of the money of a visit that does not take place.</summary>
internal sealed record MoneyOutcome(Money Back, Money Kept);

/// <summary>Puts a message into words: short, in one language, with dates and times of the branch.</summary>
/// <remarks>
/// Texts go out as SMS too: no character that would cost a dearer alphabet without need, so no-break spaces become plain ones, and
/// direction marks stand only around names written in the other script. Every line begins in the language of the text, which gives it
/// its direction; links stand last.
/// </remarks>
internal static class MessageWriter
{
    private const int NamedServices = 2; // of three and more, the others are counted
    private const char NoBreakSpace = '\u00A0';
    private const char FirstStrongIsolate = '\u2068';
    private const char PopIsolate = '\u2069';

    public static string Write(BookingView booking, Letter letter)
    {
        var texts = Texts.For(Languages.Parse(booking.Language) ?? Languages.Arabic).In(booking.Branch.Zone).Unmarked;
        var (salon, when, manage) = (Name(texts, booking.Salon), When(texts, booking, letter.VisitAt), letter.ManageLink.AbsoluteUri);
        var text = letter.Kind switch
        {
            MessageKinds.Confirmed => texts["Messages.Confirmed", salon, when, Services(texts, booking), Address(texts, booking), booking.Number.ToString(CultureInfo.InvariantCulture), manage],
            MessageKinds.Moved when letter.Old is { } old =>
                texts["Messages.Moved", salon, when, texts.Formats.VisitTime(old.Date, old.StartsAt), Address(texts, booking), manage],
            MessageKinds.Cancelled when letter.Money is { } money => texts[letter.BySalon ? "Messages.CancelledBySalonMoney" : "Messages.CancelledMoney", salon, when, Outcome(texts, money), letter.BookLink.AbsoluteUri],
            MessageKinds.Cancelled when letter.BySalon => texts["Messages.CancelledBySalon", salon, when, letter.BookLink.AbsoluteUri],
            MessageKinds.Cancelled => texts["Messages.Cancelled", salon, when, letter.BookLink.AbsoluteUri],
            MessageKinds.Reminder => texts["Messages.Reminder", salon, when, Services(texts, booking), Directions(texts, booking), manage],
            MessageKinds.Review => texts["Messages.Review", salon, Services(texts, booking), manage],
            MessageKinds.Offer when booking.HoldExpiresAt is { } until => texts["Messages.Offer", salon, when, Services(texts, booking), texts.Formats.Time(until), manage],
            _ => throw new ArgumentException($"There are no words for a message of the kind \"{letter.Kind}\".", nameof(letter)),
        };
        return text.Replace(NoBreakSpace, ' ');
    }

    private static string Outcome(Texts texts, MoneyOutcome money) => (money.Kept.Minor, money.Back.Minor) switch
    {
        (0, _) => texts["Messages.MoneyBack", money.Back],
        (_, 0) => texts["Messages.MoneyKept", money.Kept],
        _ => texts["Messages.MoneyKeptAndBack", money.Kept, money.Back],
    };

    // A branch's day may end after midnight: "Friday 1:30 AM" is meant by many as the night that follows Friday, so both days are said.
    private static string When(Texts texts, BookingView booking, Instant at) =>
        at == booking.StartsAt ? texts.Formats.VisitTime(booking.BusinessDate, at) : texts.Formats.DateAndTime(at); // the date belongs to that start alone

    private static string Services(Texts texts, BookingView booking)
    {
        var names = booking.Lines.Select(line => Name(texts, line.Service)).ToList();
        var shown = names.Count <= NamedServices + 1 ? names : names[..NamedServices];
        var listed = string.Join(texts["Messages.ListComma"], shown);
        return shown.Count == names.Count ? listed : texts.Count("Messages.AndMoreServices", names.Count - shown.Count, listed);
    }

    private static string Address(Texts texts, BookingView booking)
    {
        var (branch, address) = (Name(texts, booking.Branch.Name), Name(texts, booking.Branch.Address));
        return address.Length == 0 ? branch : texts["Messages.Place", branch, address];
    }

    // On the way there a map helps more than the name of a street.
    private static string Directions(Texts texts, BookingView booking) => booking.Branch is { Latitude: { } latitude, Longitude: { } longitude }
        ? texts["Messages.Place", Name(texts, booking.Branch.Name), string.Create(CultureInfo.InvariantCulture, $"https://maps.google.com/?q={latitude:0.#####},{longitude:0.#####}")]
        : Address(texts, booking);

    private static string Name(Texts texts, LocalizedText name)
    {
        var shown = name.In(texts.Culture).Trim();
        var foreign = Languages.IsArabic(texts.Culture) ? shown.Any(char.IsAsciiLetter) : shown.Any(IsRightToLeft);
        return foreign ? $"{FirstStrongIsolate}{shown}{PopIsolate}" : shown;
    }

    private static bool IsRightToLeft(char c) => c is >= '\u0590' and <= '\u08FF' or >= '\uFB1D' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC';
}
