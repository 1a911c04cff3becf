using Microsoft.Playwright;
using Salon.E2E.Host;

namespace Salon.E2E.Journeys;

/// <summary>A real browser finds nothing on any page that the page's own security policy forbids.</summary>
[Collection(CustomerStage.Name)]
public sealed class PolicyTests(Stage stage)
{
    private const string Owner = "+966500000001", Admin = "+966500000099";

    private const string Watch = """
        window.violations = [];
        document.addEventListener('securitypolicyviolation', e => window.violations.push(`${e.violatedDirective}: ${e.blockedURI || e.sample} (${e.sourceFile}:${e.lineNumber})`));
        """;

    [Theory]
    [InlineData(null, "/", "/lamsa", "/lamsa/book", "/sign-in", "/nobody-here", "/docs/index.html")]
    [InlineData(Owner, "/my/bookings", "/my/profile", "/desk", "/admin/lamsa", "/admin/lamsa/services", "/admin/lamsa/team", "/admin/lamsa/branches")]
    [InlineData(Admin, "/platform")]
    public async Task Pages_keep_to_their_policy(string? phone, params string[] pages)
    {
        await using var her = phone is null ? await stage.EnterAsync(View.EnglishDesktop) : await stage.EnterAsAsync(View.EnglishDesktop, phone);
        await her.Page.AddInitScriptAsync(Watch);

        foreach (var path in pages)
        {
            var response = await her.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

            Assert.True(response!.Headers.ContainsKey("content-security-policy"), path);
            var violations = await her.Page.EvaluateAsync<string[]>("window.violations");
            Assert.True(violations.Length == 0, $"{path}: {string.Join('\n', violations)}");
        }
    }
}
