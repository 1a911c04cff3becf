namespace Salon.Messaging.Authentica;

/// <summary>The installation's account at Authentica (authentica.sa), under <c>Salon:Authentica</c>.</summary>
public sealed record AuthenticaOptions
{
    /// <summary>Where the service of the documentation answers.</summary>
    public static readonly Uri Production = new("https://api.authentica.sa/api/v2/");

    /// <summary>The account's key, exactly as the portal shows it. Keys often hold <c>$</c>: quote them in shells and .env files.</summary>
    public string Key { get; set; } = "";

    /// <summary>Ends with a slash. Null: the service itself, and the sandbox in Development.</summary>
    public Uri? Address { get; set; }

    /// <summary>The approved name that texts come from; empty for the account's default. At most 11 characters.</summary>
    public string SenderName { get; set; } = "";

    /// <summary>The portal's template for codes in Arabic.</summary>
    public int ArabicTemplate { get; set; } = 1;

    /// <summary>The portal's template for codes in English.</summary>
    public int EnglishTemplate { get; set; } = 2;

    /// <summary>Below this balance the log warns once an hour. In the account's currency.</summary>
    public decimal LowBalance { get; set; } = 100;

    /// <summary>What is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Key.Length == 0)
            yield return "Salon:Authentica:Key is missing: nobody could sign in, because codes could not be sent. Take it from portal.authentica.sa.";
        if (Key.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            yield return "Salon:Authentica:Key begins with \"Bearer\"; give the key alone, as the portal shows it.";
        if (Key.Any(c => c is <= ' ' or > '~'))
            yield return "Salon:Authentica:Key holds a space or a character that no key has; was it cut or quoted wrongly?";
        if (Address is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || !address.AbsolutePath.EndsWith('/')))
            yield return $"Salon:Authentica:Address must be a full address that ends with a slash, such as {Production}";
        if (SenderName.Length > 11)
            yield return "Salon:Authentica:SenderName has more than 11 characters, which no telephone network carries.";
        if (ArabicTemplate < 1 || EnglishTemplate < 1)
            yield return "Salon:Authentica:ArabicTemplate and EnglishTemplate must be numbers of templates, from 1.";
        if (LowBalance < 0)
            yield return "Salon:Authentica:LowBalance must not be negative.";
    }
}
