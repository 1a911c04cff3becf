using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Salon.Tests.World;

namespace Salon.Tests.Pages;

/// <summary>Every address a customer can open, taken from the program's own table of routes.</summary>
public sealed class PublicAddressesTests
{
    private const int Visits = 1_000;
    private static readonly (string Key, string Value)[] NoLimits =
    [
        ("Salon:Limits:Reads:PerAddress", "100000"), ("Salon:Limits:Reads:PerUser", "100000"),
    ];

    [Theory, BothDatabases]
    public async Task Each_of_a_thousand_visits_of_public_addresses_is_answered(Db db)
    {
        await using var world = await PublicPagesTests.WorldAsync(db, NoLimits);
        var (her, stranger) = (new Browser(world), new Browser(world));
        await BookingPagesTests.ToTimesAsync(her);
        var chosen = her.Address.Query;
        await her.SendAsync("hold", ("Start", BookingPagesTests.Times(her)[^1]));
        await her.SendAsync("phone", ("Phone.Number", "0500007712"), ("Phone.Channel", "sms"));
        await her.SendAsync("code", ("Code", world.Inbox.LastCode));
        await her.SendAsync("confirm", ("Input.Name", "هند"));
        var token = her.Path.Split('/')[2];
        await her.OpenAsync("/my/bookings");
        var booking = her.Page.QuerySelector("main h3 a")!.GetAttribute("href")!.Split('/')[^1];
        var addresses = Addresses(world, new(StringComparer.OrdinalIgnoreCase) { ["Slug"] = "lamsa", ["Token"] = token, ["Id"] = booking, ["Number"] = "1", ["Status"] = "404" }, chosen).ToList();
        Assert.True(addresses.Count >= 40, $"{addresses.Count} addresses");

        var failed = new List<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Visits), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (visit, _) =>
        {
            var address = addresses[visit % addresses.Count];
            using var answer = await (visit / addresses.Count % 2 == 0 ? her : stranger).GetAsync(address);
            if (answer.StatusCode >= HttpStatusCode.InternalServerError) lock (failed) failed.Add($"{(int)answer.StatusCode} {address}");
        });

        Assert.Empty(failed.GroupBy(f => f).Select(f => $"{f.Count()} × {f.Key}"));
    }

    private static IEnumerable<string> Addresses(WebWorld world, Dictionary<string, string> values, string chosen)
    {
        foreach (var endpoint in world.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type.Namespace is not { } place) continue;
            if (!place.StartsWith("Salon.Web.Pages.Public", StringComparison.Ordinal) && !place.StartsWith("Salon.Web.Pages.Account", StringComparison.Ordinal)) continue;
            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] is RoutePatternParameterPart parameter
                ? values.TryGetValue(parameter.Name, out var value) ? value : throw new InvalidOperationException($"Say what to put for {{{parameter.Name}}} of {endpoint.RoutePattern.RawText}.")
                : ((RoutePatternLiteralPart)segment.Parts[0]).Content));
            yield return path;
            yield return path + chosen;
        }
    }
}
