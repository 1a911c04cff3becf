namespace Salon.Web.Sandbox.Moyasar;

/// <summary>What the provider's test cards do. Cards that are not on its list fail.</summary>
internal static class MoyasarCards
{
    /// <param name="Frictionless">Without a look at the bank's page.</param>
    internal sealed record Outcome(bool Paid, string Message, string Code, string Company, bool Frictionless = false);

    public const string Good = "4201320111111010";
    public const string Frictionless = "4111114005765430";
    public const string NoFunds = "4201320000311101";

    private static readonly Dictionary<string, Outcome> Known = new(StringComparer.Ordinal)
    {
        [Good] = new(true, "APPROVED", "00", "mada"),
        ["4201320000013020"] = new(false, "UNSPECIFIED FAILURE", "99", "mada"),
        [NoFunds] = new(false, "INSUFFICIENT FUNDS", "51", "mada"),
        ["4201320131000508"] = new(false, "DECLINED: LOST CARD", "41", "mada"),
        ["4201321234411220"] = new(false, "DECLINED", "05", "mada"),
        ["4201322267774310"] = new(false, "DECLINED: EXPIRED CARD", "54", "mada"),
        ["4201326324640570"] = new(false, "DECLINED: EXCEEDS WITHDRAWAL LIMIT", "61", "mada"),
        ["4201321144311528"] = new(false, "DECLINED: STOLEN CARD", "43", "mada"),
        ["4111111111111111"] = new(true, "APPROVED", "00", "visa"),
        [Frictionless] = new(true, "APPROVED", "00", "visa", Frictionless: true),
        ["4123120000000000"] = new(false, "UNSPECIFIED FAILURE", "99", "visa"),
        ["4123120001090000"] = new(false, "INSUFFICIENT FUNDS", "51", "visa"),
        ["4123120001090109"] = new(false, "DECLINED", "05", "visa"),
        ["5421080101000000"] = new(true, "APPROVED", "00", "master"),
        ["5105105105105100"] = new(false, "UNSPECIFIED FAILURE", "99", "master"),
        ["5457210001000092"] = new(false, "INSUFFICIENT FUNDS", "51", "master"),
        ["340000000900000"] = new(true, "APPROVED", "00", "amex"),
        ["371111111111114"] = new(false, "UNSPECIFIED FAILURE", "99", "amex"),
    };

    public static Outcome Of(string number) => Known.GetValueOrDefault(number) ?? new(false, "UNSPECIFIED FAILURE", "99", "visa", Frictionless: true);

    public static string Mask(string number) => number.Length < 12 ? "XXXX" : $"{number[..4]}-{number[4..6]}XX-XXXX-{number[^4..]}";
}
