using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Salon.E2E.Host;

/// <summary>The rules of axe, all of them, asked of a page where it stands.</summary>
/// <remarks>The package's own way brings the rules into the page at each look and puts the answer together in a tab of its own, which takes longer than the rules.</remarks>
internal static class Axe
{
    private static readonly string Rules = new BundledAxeScriptProvider().GetScript();

    /// <returns>What breaks a rule, in words.</returns>
    public static async Task<string[]> AskAsync(IPage page)
    {
        if (await page.EvaluateAsync<bool>("typeof axe === 'undefined'")) await page.EvaluateAsync(Rules);
        return await page.EvaluateAsync<string[]>("""
            async () => {
              if (document.querySelector('iframe')) throw new Error('a frame has to be asked for itself');
              const { violations } = await axe.run(document, { resultTypes: ['violations'] });
              return violations.map(v => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map(n => n.html).join('\n  ')}`);
            }
            """);
    }
}
