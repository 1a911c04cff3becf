using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>Whoever has the address of a visit has the visit: it is told to no other site and kept by no cache, whatever is answered there.</summary>
public sealed partial class SecretAddressTests
{
    [Fact]
    public async Task Whatever_is_answered_at_an_address_with_a_token_is_told_to_nobody_and_kept_by_nobody()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite, [("Salon:Limits:Reads:PerAddress", "10000")]);
        var shop = await Shop.OpenAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(10))).TryGet(out var visit, out _));
        Assert.True((await world.Get<BookingQueries>().TokenAsync(shop.CustomerActor, visit, default)).TryGet(out var token, out _));
        var routes = world.Get<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}").Distinct()
            .Where(route => route.Contains("{token}", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.True(routes.Count >= 9, $"{routes.Count} routes"); // or else they were not found
        using var client = world.Client();
        var (faults, seen) = (new List<string>(), new HashSet<HttpStatusCode>());

        async Task LookAsync(string name)
        {
            foreach (var route in routes)
            {
                var address = Number().Replace(Token().Replace(route, name), "1");
                using var answer = await client.GetAsync(address);
                seen.Add(answer.StatusCode);
                var (referrer, cache) = (answer.Headers.GetValues("Referrer-Policy").Single(), answer.Headers.CacheControl);
                if (referrer != "no-referrer" || cache is not { NoStore: true }) faults.Add($"{address}: {(int)answer.StatusCode} {referrer} {cache}");
            }
        }

        await LookAsync(token);
        await LookAsync("wrong");
        await using (var db = await world.Database.OpenForWriteAcrossAsync(default))
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE bookings RENAME TO bookings_gone");
            Assert.Null(await db.CommitAsync(default));
        }

        await LookAsync(token);

        Assert.Empty(faults);
        Assert.Superset(new HashSet<HttpStatusCode> { HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.InternalServerError }, seen);
    }

    [GeneratedRegex(@"\{token\}", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\{number:long\}", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Number();
}
