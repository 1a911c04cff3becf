using System.Net;
using System.Net.Sockets;

namespace Salon.Accounts;

/// <summary>The network a client belongs to: whoever has one address of it usually has all.</summary>
public static class ClientNetwork
{
    private const int BytesOfIPv4 = 3; // /24
    private const int BytesOfIPv6 = 8; // /64, what a household or a telephone is given

    /// <returns>"203.0.113.0/24", "2001:db8:1:2::/64"; "unknown" when the connection has no address, which then share one limit.</returns>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();

        var bytes = address.GetAddressBytes();
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? BytesOfIPv4 : BytesOfIPv6;
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
