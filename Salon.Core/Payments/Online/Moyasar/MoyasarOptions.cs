
namespace Salon.Payments.Online.Moyasar;

/// <summary>Where Moyasar (moyasar.com) answers, under <c>Salon:Moyasar</c>. Keys are each salon's own and stand in the database.</summary>
public sealed record MoyasarOptions
{
    public static readonly Uri Production = new("https://api.moyasar.com/v1/");

    /// <summary>Ends with a slash. Null: the service itself, and the sandbox in Development.</summary>
    public Uri? Address { get; set; }

    /// <summary>What is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Address is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || !address.AbsolutePath.EndsWith('/')))
            yield return $"Salon:Moyasar:Address must be a full address that ends with a slash, such as {Production}";
    }
}
