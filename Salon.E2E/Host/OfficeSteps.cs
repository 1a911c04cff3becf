using Microsoft.Playwright;

namespace Salon.E2E.Host;

/// <summary>What people do in the back office, whose pages come alive a moment after they are shown.</summary>
internal static class OfficeSteps
{
    private const int Tries = 10;

    /// <summary>Types into a field of a form until the form has noticed: what is typed before the page is alive is lost.</summary>
    public static async Task ChangeAsync(this Person person, ILocator field, string value)
    {
        var noticed = person.Page.GetByText(person.T["Admin.Unsaved"]).First;
        await field.WaitForAsync();
        for (var i = 0; i < Tries; i++)
        {
            await field.FillAsync(value);
            await field.PressAsync("Tab");
            try
            {
                await noticed.WaitForAsync(new() { Timeout = 1_500 });
                return;
            }
            catch (TimeoutException)
            {
                // not alive yet
            }
        }

        throw new InvalidOperationException("The form did not notice a change.");
    }

    /// <summary>Marks the open page, so that <see cref="AssertNeverReloadedAsync"/> can tell whether it is still the same one.</summary>
    public static Task RememberPageAsync(this Person person) => person.Page.EvaluateAsync("window.openedOnce = true");

    public static async Task AssertNeverReloadedAsync(this Person person) =>
        Assert.True(await person.Page.EvaluateAsync<bool>("window.openedOnce === true"), "The page was loaded again.");
}
