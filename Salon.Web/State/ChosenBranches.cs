namespace Salon.Web.State;

/// <summary>The branch that was last chosen on this device, of each salon that has several. The browser keeps them in cookies (js/backoffice.js); a circuit learns them from the document that opened it.</summary>
public sealed class ChosenBranches
{
    private const string Cookie = "branch-";

    private readonly Dictionary<string, BranchId> kept = new(StringComparer.Ordinal);

    /// <summary>The cookies of a request that are about branches, by the salon's address.</summary>
    public static Dictionary<string, string> Read(IRequestCookieCollection cookies) =>
        cookies.Where(c => c.Key.StartsWith(Cookie, StringComparison.Ordinal)).ToDictionary(c => c.Key[Cookie.Length..], c => c.Value, StringComparer.Ordinal);

    /// <param name="cookies">What anybody may have typed; what is no branch counts as not chosen.</param>
    public void Learn(IReadOnlyDictionary<string, string> cookies)
    {
        foreach (var (slug, text) in cookies)
        {
            if (Guid.TryParse(text, out var id)) Keep(slug, new(id));
        }
    }

    public void Keep(string slug, BranchId branch) => kept[slug] = branch;

    public BranchId? Of(string slug) => kept.TryGetValue(slug, out var branch) ? branch : null;
}
