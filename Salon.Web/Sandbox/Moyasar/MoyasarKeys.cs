using System.Text;
using System.Text.Json.Nodes;

namespace Salon.Web.Sandbox.Moyasar;

/// <summary>Whose keys the stand-in knows: an account is whatever follows the prefix; test and live are separate worlds.</summary>
internal static class MoyasarKeys
{
    public const string Test = "sk_test_sandbox_", Live = "sk_live_sandbox_", PublicTest = "pk_test_sandbox_", PublicLive = "pk_live_sandbox_";

    /// <summary>The account of a call; null when its key is missing or unknown. A publishable key may stand in the body instead.</summary>
    public static (string Account, bool IsPublishable)? Of(HttpContext context, JsonObject body) => Of(Basic(context) ?? Publishable(body));

    private static (string, bool)? Of(string? key) => key switch
    {
        null => null,
        _ when After(key, Test) is { } account => (account, false),
        _ when After(key, Live) is { } account => ($"live:{account}", false),
        _ when After(key, PublicTest) is { } account => (account, true),
        _ when After(key, PublicLive) is { } account => ($"live:{account}", true),
        _ => null,
    };

    private static string? After(string key, string prefix) => key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : null;

    private static string? Publishable(JsonObject body) => MoyasarShapes.Text(body["publishable_api_key"]) is ['p', 'k', ..] and var key ? key : null;

    // user = key, password empty: anything else is refused
    private static string? Basic(HttpContext context)
    {
        if (context.Request.Headers.Authorization.ToString() is not ['B', 'a', 's', 'i', 'c', ' ', .. var basic]) return null;
        var text = new byte[basic.Length];
        if (!Convert.TryFromBase64String(basic, text, out var length)) return null;
        var pair = Encoding.UTF8.GetString(text, 0, length);
        return pair.EndsWith(':') && pair.Count(c => c == ':') == 1 ? pair[..^1] : null;
    }
}
