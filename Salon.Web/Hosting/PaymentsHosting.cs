using Salon.Payments;
using Salon.Payments.Online;
using Salon.Payments.Online.Moyasar;
using Salon.Web.Sandbox;

namespace Salon.Web.Hosting;

/// <summary>Where the payment provider answers, from <c>Salon:Moyasar</c>, and where its news reach us.</summary>
internal static class PaymentsHosting
{
    private const string Section = "Salon:Moyasar";

    public static void AddPayments(this WebApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        var options = builder.Configuration.ReadInto(Section, new MoyasarOptions());
        var problems = options.Problems().Concat(development ? [] : ProblemsOutsideDevelopment(options.Address)).ToList();
        if (problems.Count > 0) throw new SettingException(string.Join(' ', problems));

        builder.Services.AddMoyasar(options, services =>
            options.Address ?? (development ? new Uri(services.GetRequiredService<OwnAddress>().Url, SandboxHosting.MoyasarPath) : MoyasarOptions.Production));
        builder.Services.AddSingleton(services => new WebhookAddress(organization =>
            new Uri(services.GetRequiredService<SalonSettings>().PublicUrl ?? services.GetRequiredService<OwnAddress>().Url, $"/api/v1/webhooks/moyasar/{organization}")));
    }

    private static IEnumerable<string> ProblemsOutsideDevelopment(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true }) yield break;
        if (address.IsLoopback || address.AbsolutePath.Contains("/sandbox", StringComparison.OrdinalIgnoreCase))
            yield return $"{Section}:Address is {address}, a stand-in that only Development has; leave it out to use Moyasar itself.";
        else if (address.Scheme != Uri.UriSchemeHttps)
            yield return $"{Section}:Address is {address}; it must begin with https, because every call carries a salon's key.";
    }
}
