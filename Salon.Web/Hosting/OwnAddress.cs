using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Salon.Web.Hosting;

/// <summary>Where this process answers, for Development, in which it is its own provider. Known once it listens.</summary>
internal sealed class OwnAddress(IServer server)
{
    private static readonly string[] Everywhere = ["*", "+", "0.0.0.0", "[::]"];

    /// <exception cref="InvalidOperationException">The server does not listen on any address, or not yet.</exception>
    public Uri Url
    {
        get
        {
            var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            var address = addresses.OrderBy(a => a.StartsWith("https:", StringComparison.OrdinalIgnoreCase)).FirstOrDefault()
                ?? throw new InvalidOperationException("The server does not listen yet, so its own address is not known.");
            var binding = BindingAddress.Parse(address);
            var host = Everywhere.Contains(binding.Host, StringComparer.Ordinal) ? "127.0.0.1" : binding.Host;
            return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
        }
    }
}
