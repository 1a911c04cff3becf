using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Salon.E2E.Host;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Journeys;

/// <summary>Pictures of a salon: chosen, cut, sent and shown; and what is no picture is refused with a sentence.</summary>
[Collection(CustomerStage.Name)]
public sealed class PictureTests(Stage stage)
{
    [Theory, BothLanguages]
    public async Task A_cover_is_cut_to_its_shape_and_shown_to_everybody(View view)
    {
        await using var hers = await stage.EnterAsAsync(view, Demo.Owner);
        await hers.GoAsync($"/admin/{Demo.Lamsa}/branding");
        await hers.ArriveAsync("Admin.Branding");
        var field = hers.Page.GetByTestId("picture-Cover");

        await Expect(field.Locator("input[type=file]")).ToBeEnabledAsync();
        await field.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "cat.jpg", MimeType = "image/jpeg", Buffer = "<svg onload=alert(1)>"u8.ToArray() });
        await hers.SeesAsync(field.GetByRole(AriaRole.Alert));

        await field.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = await PhotoAsync(hers) });
        await hers.SeesAsync(field.Locator("canvas"));
        await hers.LookAsync("picture-cut");
        await field.GetByRole(AriaRole.Button, new() { Name = hers.T["Admin.UsePicture"] }).ClickAsync();
        await Expect(field.Locator("img")).ToHaveAttributeAsync("src", Media);
        await hers.Button("Admin.Save").ClickAsync();
        await Expect(hers.Page.GetByText(hers.T["Admin.Unsaved"])).ToBeHiddenAsync();

        await using var visitor = await stage.EnterAsync(view);
        await visitor.GoAsync($"/{Demo.Lamsa}");
        var cover = visitor.Page.Locator(".cover img");
        await Expect(cover).ToHaveAttributeAsync("src", Media);
        var shown = await cover.EvaluateAsync<string>("i => i.decode().then(() => i.currentSrc)");
        var needed = await cover.EvaluateAsync<double>("i => innerWidth * devicePixelRatio");
        var width = int.Parse(WidthOf.Match(shown).Groups["width"].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(new[] { 640, 960, 1280, 1600 }.First(w => w >= needed || w == 1600), width); // no larger than this screen needs
        await visitor.LookAsync("salon-own-cover");
    }

    private static readonly Regex Media = new("^/media/[0-9a-f]{32}-", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static readonly Regex WidthOf = new("-(?<width>[0-9]+)[.]webp$", RegexOptions.None, TimeSpan.FromSeconds(1));

    // A picture with colours in it, made by the browser itself.
    private static async Task<byte[]> PhotoAsync(Person her) => Convert.FromBase64String((await her.Page.EvaluateAsync<string>("""
        () => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 1600, height: 900 });
          const context = canvas.getContext("2d");
          const sky = context.createLinearGradient(0, 0, 1600, 900);
          sky.addColorStop(0, "#f0a"); sky.addColorStop(1, "#0af");
          context.fillStyle = sky;
          context.fillRect(0, 0, 1600, 900);
          return canvas.toDataURL("image/png");
        }
        """)).Split(',')[1]);
}
