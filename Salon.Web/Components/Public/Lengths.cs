namespace Salon.Web.Components.Public;

/// <summary>How long something takes: one length, or any between two.</summary>
public readonly record struct Lengths(Duration Least, Duration Most)
{
    public static Lengths Of(Duration only) => new(only, only);

    public static Lengths OfMinutes(int least, int most) => new(Duration.FromMinutes(least), Duration.FromMinutes(most));

    /// <summary>"1 h 45 min", or "1 h 45 min to 1 h 50 min".</summary>
    public string In(Texts texts) => Least == Most ? texts.Formats.Duration(Least) : texts["Public.LengthRange", Least, Most];
}
