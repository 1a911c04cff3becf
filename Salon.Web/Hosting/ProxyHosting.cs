using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Salon.Web.Hosting;

/// <summary>Where a request really comes from. What a client says about itself counts only when a proxy named in <c>Salon:KnownProxies</c> repeats it.</summary>
internal static class ProxyHosting
{
    private const string TrustEverybody = "ForwardedHeaders_Enabled"; // ASPNETCORE_FORWARDEDHEADERS_ENABLED

    public static void AddProxies(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>(TrustEverybody))
            throw new SettingException("ASPNETCORE_FORWARDEDHEADERS_ENABLED believes every client about its address; remove it and list the proxies in Salon:KnownProxies.");

        var networks = Read(builder.Configuration);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = null; // as far back as known proxies follow one another
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks) options.KnownIPNetworks.Add(network);
        });
        builder.Services.AddOptions<HostFilteringOptions>().Configure<SalonSettings>((options, settings) =>
        {
            if (builder.Configuration["AllowedHosts"] is null && settings.PublicUrl is { } url && !builder.Environment.IsDevelopment())
                options.AllowedHosts = [url.Host, "localhost", "127.0.0.1", "[::1]"]; // the last three: health checks on the machine itself
        });
    }

    public static void UseProxies(this WebApplication app) => app.UseForwardedHeaders();

    /// <summary>Addresses ("10.0.0.5") and networks ("10.0.0.0/8"), as a list or in one line with commas.</summary>
    private static List<IPNetwork> Read(ConfigurationManager configuration)
    {
        var section = configuration.GetSection("Salon:KnownProxies");
        var entries = (section.Value?.Split(',') ?? section.GetChildren().Select(c => c.Value ?? "")).Select(e => e.Trim()).Where(e => e.Length > 0);
        return [.. entries.Select(NetworkOf)];
    }

    private static IPNetwork NetworkOf(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) return network;
        if (IPAddress.TryParse(entry, out var address)) return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        throw new SettingException($"Salon:KnownProxies has \"{entry}\"; write addresses such as 10.0.0.5 or networks such as 10.0.0.0/8.");
    }
}
