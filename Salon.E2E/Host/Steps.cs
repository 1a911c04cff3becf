using Microsoft.Playwright;

namespace Salon.E2E.Host;

/// <summary>What people do on the way to a booking. Each step ends where the next begins.</summary>
internal static class Steps
{
    /// <summary>Ticks services on a salon's menu and goes on to the times.</summary>
    public static async Task ChooseAsync(this Person person, string slug, params LocalizedText[] services)
    {
        await person.GoAsync($"/{slug}/book");
        foreach (var service in services) await person.TickAsync(service);
        await person.Button("Public.ChooseATime").ClickAsync();
        await person.ArriveAsync("Public.ChooseATime");
    }

    /// <summary>Ticks one service and waits until the sum knows it.</summary>
    public static async Task TickAsync(this Person person, LocalizedText service)
    {
        var box = person.Begins(AriaRole.Checkbox, service.In(person.Language));
        await box.CheckAsync();
        await Assertions.Expect(person.Page.Locator("#summary")).ToContainTextAsync(service.In(person.Language));
    }

    /// <summary>The button of the very next time.</summary>
    public static ILocator Soonest(this Person person) => person.Begins(AriaRole.Button, person.T["Public.Soonest"]);

    /// <summary>Opens another day of the strip.</summary>
    public static async Task OpenDayAsync(this Person person, LocalDate date)
    {
        await person.Page.GetByRole(AriaRole.Navigation, new() { Name = person.T["Public.DaysLabel"] })
            .GetByRole(AriaRole.Link, new() { Name = person.T.Formats.LongDate(date) }).ClickAsync();
        await person.SeesAsync(person.Page.GetByRole(AriaRole.Heading, new() { Name = person.T.Formats.LongDate(date), Level = 2 }));
    }

    /// <summary>The times of the chosen day that stand open, in their order.</summary>
    public static ILocator Times(this Person person) => person.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Group).GetByRole(AriaRole.Button);

    /// <summary>Which moment a button of a time stands for.</summary>
    public static async Task<Instant> MomentAsync(this ILocator time) =>
        Instant.FromUnixTimeSeconds(long.Parse((await time.GetAttributeAsync("value"))!, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Taps a time, which is then kept.</summary>
    public static async Task KeepAsync(this Person person, ILocator time)
    {
        await time.ClickAsync();
        await person.ArriveAsync("Public.PhoneTitle");
    }

    /// <summary>Types the phone and the code that reaches it, from a held time to the last page before the booking.</summary>
    /// <param name="phone">E.164, Saudi.</param>
    public static async Task ProvePhoneAsync(this Person person, string phone)
    {
        await person.AskForCodeAsync(phone);
        await person.TypeCodeAsync(phone);
        await person.ArriveAsync("Public.ConfirmTitle");
    }

    public static async Task AskForCodeAsync(this Person person, string phone)
    {
        await person.Field("Public.PhoneLabel").FillAsync(person.AsTyped(phone));
        await person.Button("Public.SendCode").ClickAsync();
        await person.ArriveAsync("Public.CodeTitle");
    }

    /// <summary>Types the code. With scripts the last digit sends it.</summary>
    public static async Task TypeCodeAsync(this Person person, string phone) => await person.Field("Public.CodeLabel").FillAsync(await person.CodeAsync(phone));

    /// <summary>Gives her name and says yes.</summary>
    public static async Task ConfirmAsync(this Person person, string name)
    {
        await person.Field("Public.NameLabel").FillAsync(name);
        await person.Begins(AriaRole.Button, person.T["Public.ConfirmButton"]).ClickAsync();
        await person.ArriveAsync("Public.BookedTitle");
    }

    /// <summary>Proves a phone at the sign-in page.</summary>
    public static async Task SignInAsync(this Person person, string phone)
    {
        await person.GoAsync("/sign-in");
        await person.AskForCodeAsync(phone);
        await person.TypeCodeAsync(phone);
        await person.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await person.ChooseBranchAsync();
    }

    /// <summary>A Saudi phone as she types it: without the country, and in Arabic with Arabic digits.</summary>
    private static string AsTyped(this Person person, string phone)
    {
        var national = PhoneNumber.FromStored(phone).ToNational();
        return person.View.Language == "ar" ? string.Concat(national.Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + '\u0660') : c)) : national;
    }
}
