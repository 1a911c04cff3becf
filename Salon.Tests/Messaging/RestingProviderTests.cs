using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Salon.Bookings;
using Salon.Messaging;
using Salon.Messaging.Authentica;
using Salon.Outbox;
using Salon.Tests.Providers;
using Salon.Tests.World;

namespace Salon.Tests.Messaging;

/// <summary>A provider that is away costs nothing: texts wait where they stand until it is back.</summary>
public sealed partial class RestingProviderTests
{
    private const int Visits = 30;
    private static readonly Uri Nowhere = new("http://127.0.0.1:1/");

    [Theory, BothDatabases]
    public async Task While_it_rests_nothing_is_done_about_what_waits_and_then_everything_goes_out_in_order_and_once(Db db)
    {
        await using var server = RogueServer.Answers(200, """{"success":true}""", "Content-Type: application/json\r\n");
        var (address, statements) = (Nowhere, new StatementCounter());
        await using var world = await SalonWorld.StartAsync(db, services =>
        {
            services.AddAuthentica(new AuthenticaOptions { Key = "test-key" }, _ => address);
            statements.Listen(services);
        });
        var shop = await Shop.OpenAsync(world, people: 1);
        var booked = new List<BookingId>();
        for (var i = 0; i < Visits; i++) booked.Add((await shop.BookAsync(Shop.At(10 + (i % 12), day: 1 + (i / 12)))).TryGet(out var id, out _) ? id : throw new InvalidOperationException());
        var dispatcher = world.Get<OutboxDispatcher>();

        var attempts = await dispatcher.DrainAsync(default); // each visit's message is written; the first texts fail, and the provider is left alone
        Assert.InRange(attempts, Visits, (2 * Visits) - 1);
        Assert.True(world.Get<TextsGate>().IsClosed);
        var untouched = await shop.QueryAsync(d => d.Outbox.CountAsync(m => m.Name == MessageQueued.Name && m.Attempts == 0 && m.DoneAt == null));
        Assert.InRange(untouched, Visits - 6, Visits - 5);

        statements.Take();
        for (var second = 0; second < 18; second++)
        {
            world.Clock.Advance(Duration.FromSeconds(1));
            Assert.Equal(0, await dispatcher.DrainAsync(default));
        }

        Assert.Equal(18, statements.Take()); // one look a second, and nothing else

        world.Clock.Advance(Duration.FromSeconds(5));
        Assert.InRange(await dispatcher.DrainAsync(default), 1, 2); // one text asks how it is
        Assert.True(world.Get<TextsGate>().IsClosed);

        address = server.Address;
        world.Clock.Advance(Duration.FromMinutes(1));
        await dispatcher.DrainAsync(default);
        world.Clock.Advance(Duration.FromMinutes(10));
        await dispatcher.DrainAsync(default);

        Assert.Equal(Visits, await shop.QueryAsync(d => d.Messages.CountAsync(m => m.Status == MessageStatus.Sent)));
        var told = server.Requests.Select(request => Link().Match(request).Value).ToList();
        Assert.Equal(Visits, told.Count);
        Assert.Equal(Visits, told.Distinct(StringComparer.Ordinal).Count());
        var links = (await shop.QueryAsync(d => d.Messages.Select(m => new { m.Id, m.Text }).ToListAsync())).ToDictionary(m => m.Id, m => Link().Match(m.Text).Value);
        var waited = await shop.QueryAsync(d => d.Outbox.Where(m => m.Name == MessageQueued.Name && m.Attempts == 0).OrderBy(m => m.DueAt).ThenBy(m => m.Id).Select(m => m.Body).ToListAsync());
        var inOrder = waited.ConvertAll(body => links[JsonSerializer.Deserialize<MessageQueued>(body, OutboxJson.Options)!.Message]);
        Assert.Equal(inOrder, told.Where(inOrder.Contains));
    }

    [GeneratedRegex("/b/[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
