namespace Salon.Web.Pages.Account;

/// <summary>Where a person wanted to go before she was asked to sign in.</summary>
public static class ReturnAddress
{
    /// <summary>A path of this site, or null: an address of another site in a link must not carry her away.</summary>
    public static string? Of(string? returnUrl) =>
        returnUrl is ['/', ..] && returnUrl is not ['/', '/' or '\\', ..] && !returnUrl.Any(char.IsControl) ? returnUrl : null;

    /// <summary>Where she begins when she wanted to go nowhere in particular; the desk sends an operator on to the platform.</summary>
    /// <param name="works">She works for a salon, or operates the platform.</param>
    public static string Home(bool works) => works ? "/desk" : "/my/bookings";

    /// <summary>A page that keeps it in mind.</summary>
    public static string With(string page, string? returnUrl) => Of(returnUrl) is { } path ? $"{page}?returnUrl={Uri.EscapeDataString(path)}" : page;
}
