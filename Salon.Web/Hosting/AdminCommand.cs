using Salon.Accounts;

namespace Salon.Web.Hosting;

/// <summary>
/// <c>Salon.Web admin +9665…</c> makes the owner of that phone a platform admin, the first of a fresh installation above all, and ends.
/// She then signs in with a code.
/// </summary>
internal static class AdminCommand
{
    /// <returns>The program's exit code; null when the arguments ask for no command and the site should start.</returns>
    public static async Task<int?> RunCommandAsync(this WebApplication app, string[] args)
    {
        if (args is not ["admin", .. var rest]) return null;

        var texts = Texts.For(Languages.English);
        if (rest is not [var typed, ..] || !PhoneNumber.Parse(typed).TryGet(out var phone, out var error))
            return Refuse("Usage: admin +9665XXXXXXXX");

        var admins = app.Services.GetRequiredService<PlatformAdmins>();
        if (!(await admins.AddAsync(phone, CancellationToken.None)).TryGet(out _, out error)) return Refuse(texts.Unmarked.Error(error));

        Console.WriteLine($"{phone.ToInternational()} is the platform admin. Sign in at /sign-in with a code sent to that phone.");
        return 0;
    }

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 1;
    }
}
