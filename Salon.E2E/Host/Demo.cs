namespace Salon.E2E.Host;

/// <summary>What the journeys know of the demo salons.</summary>
internal static class Demo
{
    public const string Owner =
        "+966500000001", Desk = "+966500000002", Stylist = "+966500000003", Manager = "+966500000004", Customer = "+966500000010", Operator = "+966500000099";

    /// <summary>Two branches in Riyadh; the demo staff work here.</summary>
    public const string Lamsa = "lamsa";

    /// <summary>One branch in Jeddah.</summary>
    public const string Noor = "noor";

    public static readonly LocalizedText LamsaName = new("Lamsa", "لمسة");
    public static readonly LocalizedText BlowDry = new("Blow-dry", "استشوار");
    public static readonly LocalizedText Manicure = new("Manicure", "مانيكير");
    public static readonly LocalizedText GelPolish = new("Gel polish", "جل");
    public static readonly LocalizedText FringeTrim = new("Fringe trim", "قص غرة");

    /// <summary>Asks for 100 riyals in advance.</summary>
    public static readonly LocalizedText Keratin = new("Keratin", "كيراتين");

    /// <summary>Asks for 100 riyals in advance of its 320; free to cancel until a week before, then a fifth of the price is kept.</summary>
    public static readonly LocalizedText EveningHairstyle = new("Evening hairstyle", "تسريحة سهرة");

    /// <summary>Only one person of Noor does it.</summary>
    public static readonly LocalizedText LashLift = new("Lash lift", "رفع رموش");

    /// <summary>Nobody else's journey needs its price.</summary>
    public static readonly LocalizedText NailExtensions = new("Nail extensions", "تركيب أظافر");

    /// <summary>The stylist who signs in, and a colleague who does the same services.</summary>
    public static readonly LocalizedText Haifa = new("Haifa", "هيفاء"), Maha = new("Maha", "مها");

    /// <summary>Does nails at Lamsa's first branch.</summary>
    public static readonly LocalizedText Rana = new("Rana", "رنا");

    /// <summary>Lamsa's first branch.</summary>
    public static readonly LocalizedText Olaya = new("Al Olaya", "العليا");

    public static readonly DateTimeZone Riyadh = DateTimeZoneProviders.Tzdb["Asia/Riyadh"];
}
