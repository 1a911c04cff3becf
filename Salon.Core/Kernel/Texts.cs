using System.Globalization;

namespace Salon.Kernel;

/// <summary>The sentences people read, in one language. They live in Resources/*.resx; a key that is missing there throws.</summary>
/// <remarks>
/// Arguments are values, not text made beforehand: money, phone numbers, times and durations are put into words by <see cref="Formats"/>.
/// Text, money and numbers are isolated from the direction of the sentence, so that a Latin name does not turn an Arabic line around.
/// </remarks>
public sealed class Texts
{
    private const char LeftToRightIsolate = '\u2066';
    private const char FirstStrongIsolate = '\u2068';
    private const char PopIsolate = '\u2069';

    private static readonly Texts InArabic = new(Languages.Arabic, zone: null, marked: true);
    private static readonly Texts InEnglish = new(Languages.English, zone: null, marked: true);

    private readonly DateTimeZone? zone;
    private readonly bool marked;

    private Texts(CultureInfo culture, DateTimeZone? zone, bool marked) =>
        (Culture, Formats, this.zone, this.marked) = (culture, new Formats(culture, zone), zone, marked);

    /// <summary>The language of whoever is asking now: <see cref="CultureInfo.CurrentUICulture"/>.</summary>
    public static Texts Current => For(CultureInfo.CurrentUICulture);

    public CultureInfo Culture { get; }

    public Formats Formats { get; }

    /// <summary>For the dir attribute: "rtl" or "ltr".</summary>
    public string Direction => Languages.IsArabic(Culture) ? "rtl" : "ltr";

    /// <summary>Without invisible direction marks: for text messages, which the marks make longer and dearer, and for file names and subjects.</summary>
    public Texts Unmarked => new(Culture, zone, marked: false);

    /// <summary>The whole sentence of a key with its arguments.</summary>
    /// <param name="key">"Public.HomeTitle" is HomeTitle of Resources/Public.resx.</param>
    /// <param name="args">Numbers, strings, Money, PhoneNumber, and the date and time types of NodaTime.</param>
    public string this[string key, params object[] args] => Fill(TextResources.Get(Culture, key), args);

    /// <summary>The sentence of a key that may not exist, such as the name of a detail that was added since; null then.</summary>
    public string? Find(string key) => TextResources.Find(Culture, key);

    /// <summary>The nearest language Salon speaks.</summary>
    public static Texts For(CultureInfo culture) => Languages.IsArabic(Languages.Nearest(culture)) ? InArabic : InEnglish;

    /// <summary>The same language for a place: instants are told in its zone.</summary>
    public Texts In(DateTimeZone place) => new(Culture, place, marked);

    /// <summary>The sentence of a refusal.</summary>
    public string Error(Error error) => this[$"Errors.{error.Code}", error.Args];

    /// <summary>The sentence of a refusal for whoever works at the salon: some of them speak to a customer otherwise.</summary>
    public string StaffError(Error error) => Find($"StaffErrors.{error.Code}") is { } own ? Fill(own, error.Args) : Error(error);

    /// <summary>A counted sentence in the right plural form, such as "Bookings.Found.few".</summary>
    /// <param name="key">The key without its form. Arabic has zero, one, two, few, many and other; English one and other.</param>
    /// <param name="count">{0} of the sentence.</param>
    /// <param name="args">{1} and on.</param>
    public string Count(string key, long count, params object[] args) =>
        this[$"{key}.{PluralRules.Category(Culture, count)}", [count, .. args]];

    private string Fill(string sentence, object[] args) =>
        args.Length == 0 ? sentence : string.Format(Culture, sentence, Array.ConvertAll(args, Show));

    private object Show(object arg) => arg switch
    {
        string text => Isolate(FirstStrongIsolate, text),
        Money money => Isolate(FirstStrongIsolate, Formats.Money(money)),
        PhoneNumber phone => Isolate(LeftToRightIsolate, marked ? phone.ToInternational().Replace(' ', '\u00a0') : phone.ToInternational()), // a number is not broken over two lines
        Instant instant => Formats.DateAndTime(instant),
        LocalDate date => Formats.LongDate(date),
        LocalTime time => Formats.Time(time),
        Duration duration => Formats.Duration(duration, inSentence: true),
        IsoDayOfWeek day => Formats.Weekday(day),
        int or long or short or byte or decimal or double => arg,
        _ => throw new ArgumentException($"A sentence cannot show a {arg.GetType().Name}.", nameof(arg)),
    };

    // What holds isolates already is a list or a sentence of this language, and belongs to its direction. A second isolate around them finds no letter
    // of its own, turns left to right, and with it the order of the list.
    private string Isolate(char mark, string text) => !marked || HoldsIsolates(text) ? text : $"{mark}{text}{PopIsolate}";

    /// <summary>Whether it has isolates and all of them end: a mark that somebody typed without its end must not reach beyond her text.</summary>
    private static bool HoldsIsolates(string text)
    {
        var (depth, found) = (0, false);
        foreach (var character in text)
        {
            if (character is >= LeftToRightIsolate and <= FirstStrongIsolate) (depth, found) = (depth + 1, true);
            else if (character == PopIsolate && --depth < 0) return false;
        }

        return found && depth == 0;
    }
}
