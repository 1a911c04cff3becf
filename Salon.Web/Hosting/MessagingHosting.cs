using Salon.Jobs;
using Salon.Messaging;
using Salon.Messaging.Authentica;
using Salon.Outbox;
using Salon.Web.Sandbox;

namespace Salon.Web.Hosting;

/// <summary>Codes and texts, from <c>Salon:Authentica</c>; what the program does by itself; and, in Development, the stand-ins for the outside world.</summary>
internal static class MessagingHosting
{
    private const string Section = "Salon:Authentica";

    public static void AddMessaging(this WebApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        var options = Read(builder.Configuration, development);

        builder.Services.AddSingleton<OwnAddress>();
        builder.Services.AddSingleton(services => new SiteAddress(() => services.GetRequiredService<SalonSettings>().PublicUrl ?? services.GetRequiredService<OwnAddress>().Url));
        builder.Services.AddAuthentica(options, services => AddressOf(options, development, services));
        if (development) builder.Services.AddSandbox();

        builder.Services.RunOutbox().RunJobs(builder.DatabaseOptions());
    }

    /// <exception cref="SettingException">A setting is missing or wrong.</exception>
    internal static AuthenticaOptions Read(IConfiguration configuration, bool development)
    {
        var options = configuration.ReadInto(Section, new AuthenticaOptions());
        if (development && options is { Address: null, Key.Length: 0 }) options = options with { Key = SandboxHosting.AuthenticaKey };
        var problems = options.Problems().Concat(development ? [] : ProblemsOutsideDevelopment(options.Address)).ToList();
        return problems.Count == 0 ? options : throw new SettingException(string.Join(' ', problems));
    }

    private static Uri AddressOf(AuthenticaOptions options, bool development, IServiceProvider services) =>
        options.Address ?? (development ? new Uri(services.GetRequiredService<OwnAddress>().Url, SandboxHosting.AuthenticaPath) : AuthenticaOptions.Production);

    private static IEnumerable<string> ProblemsOutsideDevelopment(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true }) yield break;
        if (address.IsLoopback || address.AbsolutePath.Contains("/sandbox", StringComparison.OrdinalIgnoreCase))
            yield return $"{Section}:Address is {address}, a stand-in that only Development has; leave it out to use Authentica itself.";
        else if (address.Scheme != Uri.UriSchemeHttps)
            yield return $"{Section}:Address is {address}; it must begin with https, because every call carries the account's key.";
    }
}
