using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Salon.Web.Endpoints;

namespace Salon.Web.Hosting;

/// <summary>Holds clients to <see cref="Limits"/>: by address before anybody looks at tokens, by person once it is known who asks.</summary>
internal static class LimitsHosting
{
    /// <summary>The largest body of any request that is not an upload, in bytes.</summary>
    public const int MaxBody = 1024 * 1024;

    /// <summary>The largest body of an API call, in bytes.</summary>
    public const int MaxApiBody = 64 * 1024;

    private const int Segments = 6; // of a minute: the window slides every ten seconds
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(15);

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        var limits = Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddSingleton(limits);
        builder.Services.AddRateLimiter(_ => { }); // its metrics; what is limited is said in the pipeline
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
            kestrel.Limits.MaxConcurrentConnections = limits.Connections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Circuits;
        });
    }

    /// <summary>Stands before authentication: a flood of made-up tokens must not reach the database.</summary>
    public static void UseLimitsByAddress(this WebApplication app) => Use(app, allowance => allowance.PerAddress, context => AddressOf(context.Connection.RemoteIpAddress));

    /// <summary>Stands behind authentication.</summary>
    public static void UseLimitsByUser(this WebApplication app) => Use(app, allowance => allowance.PerUser, context => context.User.FindFirstValue(ClaimTypes.NameIdentifier));

    private static void Use(WebApplication app, Func<Allowance, int> most, Func<HttpContext, string?> keyOf)
    {
        var limits = app.Services.GetRequiredService<Limits>();
        app.UseRateLimiter(new RateLimiterOptions
        {
            RejectionStatusCode = StatusCodes.Status429TooManyRequests,
            GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (LimitKind?, string)>(context =>
                KindOf(context) is { } kind && keyOf(context) is { } key
                    ? RateLimitPartition.GetSlidingWindowLimiter<(LimitKind?, string)>((kind, key), _ => new SlidingWindowRateLimiterOptions
                    {
                        PermitLimit = most(limits.Of(kind)), Window = Window, SegmentsPerWindow = Segments, QueueLimit = 0,
                    })
                    : RateLimitPartition.GetNoLimiter<(LimitKind?, string)>((null, ""))),
            OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Window / Segments;
                rejected.HttpContext.Response.Headers.RetryAfter = Problems.Seconds(wait);
                return ValueTask.CompletedTask;
            },
        });
    }

    // Files and open circuits cost next to nothing per request; health checks must get through when it matters.
    private static LimitKind? KindOf(HttpContext context)
    {
        if (context.IsErrorPage()) return null; // counted when it was asked
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<DisableRateLimitingAttribute>() is not null || context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)) return null;
        return KindOf(context.Request.Method, metadata?.GetMetadata<LimitedAs>());
    }

    /// <summary>What a call counts as: what its endpoint says, or else what its method means.</summary>
    public static LimitKind KindOf(string method, LimitedAs? named) =>
        named?.Kind ?? (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? LimitKind.Reads : LimitKind.Writes);

    /// <summary>What counts as one client: an IPv4 address, or an IPv6 network of the size one household has.</summary>
    internal static string AddressOf(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return address.ToString();

        var network = address.GetAddressBytes();
        network.AsSpan(8).Clear();
        return new IPAddress(network).ToString();
    }

    private static Limits Read(IConfiguration configuration, bool development)
    {
        var limits = configuration.ReadInto("Salon:Limits", development ? Limits.ForDevelopment : new Limits());
        var problems = limits.Problems().ToList();
        return problems.Count == 0 ? limits : throw new SettingException(string.Join(' ', problems));
    }
}
