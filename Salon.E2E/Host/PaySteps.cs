using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Salon.E2E.Host;

/// <summary>What people do to pay the demo salon's deposit.</summary>
internal static class PaySteps
{
    public const string Deposit = "100", GoodCard = "4201320111111010", PoorCard = "4201320000311101", TrustedCard = "4111114005765430"; // the bank asks nothing of the last

    public static Money Riyals(string major) => new(long.Parse(major, System.Globalization.CultureInfo.InvariantCulture) * 100, "SAR");

    /// <summary>Books the demo salon's service with a deposit, up to the page that asks for money.</summary>
    /// <returns>When it begins.</returns>
    public static async Task<Instant> AgreeAsync(this Person her, string phone, LocalizedText? service = null, string? name = null)
    {
        await her.ChooseAsync(Demo.Lamsa, service ?? Demo.Keratin);
        var start = await her.Soonest().MomentAsync();
        await her.KeepAsync(her.Soonest());
        await her.ProvePhoneAsync(phone);
        await her.Field("Public.NameLabel").FillAsync(name ?? (her.View.Language == "ar" ? "هند" : "Hind"));
        await her.Begins(AriaRole.Button, her.T["Public.ConfirmButton"]).ClickAsync();
        await her.ArriveAsync("Public.PayHeading");
        await Expect(her.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(Deposit);
        return start;
    }

    public static async Task ToProviderAsync(this Person her)
    {
        var onwards = her.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = her.T["Public.CardElsewhere"] });
        await onwards.Or(her.Button("Public.PayContinue")).First.ClickAsync();
        if (her.Page.Url.EndsWith("/pay", StringComparison.Ordinal)) await onwards.ClickAsync(new() { Timeout = 5_000 });
        await her.Page.WaitForURLAsync(url => url.Contains("/sandbox/moyasar/", StringComparison.Ordinal));
    }

    /// <summary>Types a card on the salon's own page and sends it.</summary>
    public static async Task TypeCardAsync(this Person her, string card, string code = "123", string pays = "Public.CardPay")
    {
        await her.Field("Public.CardNumber").FillAsync(card);
        await her.Field("Public.CardName").FillAsync("Hind Alabdullah");
        await her.Field("Public.CardExpiry").FillAsync("11/39");
        await her.Field("Public.CardCode").FillAsync(code);
        await her.Button(pays, Riyals(Deposit)).ClickAsync();
    }

    public static async Task ChooseCardAsync(this Person her, string card)
    {
        await her.Page.Locator($"input[value='{card}']").CheckAsync();
        await her.Button("Sandbox.PayButton").ClickAsync();
    }

    /// <summary>Pays on the provider's page and says yes at her bank.</summary>
    public static async Task PayAsync(this Person her, string card)
    {
        await her.ToProviderAsync();
        await her.ChooseCardAsync(card);
        await her.Button("Sandbox.BankYes").ClickAsync();
        await her.ArriveAsync("Public.BookedTitle");
    }

    public static Task SeesAmountAsync(this Person her, string key) => her.SeesAsync(her.Page.GetByText(her.T[key, Riyals(Deposit), Riyals("0")]));

    /// <summary>What a job or a message brings about takes a moment.</summary>
    public static Task RefreshUntilAsync(this Person her, string words, int times = 1) => her.RefreshAsync(words, count => count >= times);

    /// <inheritdoc cref="RefreshUntilAsync"/>
    public static Task RefreshUntilGoneAsync(this Person her, string words) => her.RefreshAsync(words, count => count == 0);

    private static Task RefreshAsync(this Person her, string words, Func<int, bool> suffices) => Eventually.TrueAsync(async () =>
    {
        if (suffices(await her.Page.GetByText(words).CountAsync())) return true;
        await her.Page.ReloadAsync();
        return false;
    }, $"enough or little enough of \"{words}\"");
}
