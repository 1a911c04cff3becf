using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Salon.Outbox;
using Salon.Tests.World;

namespace Salon.Tests.Outbox;

/// <summary>A message only tests send.</summary>
public sealed record Noted(string Text) : IOutboxMessage
{
    public static string Name => "test.noted";
}

/// <summary>Handles notes as the test says, and remembers each handling.</summary>
public sealed class Notebook
{
    public ConcurrentQueue<(OrganizationId Organization, string Text, int Attempt)> Written { get; } = new();

    public IEnumerable<string> Texts => Written.Select(w => w.Text);

    /// <summary>What the handler does with a note before it says done.</summary>
    public Func<Delivery, string, CancellationToken, Task<Handled>> Do { get; set; } = (_, _, _) => Task.FromResult(Handled.Done);
}

public sealed class NoteHandler(Notebook book) : IOutboxHandler<Noted>
{
    public Task<Handled> HandleAsync(Delivery delivery, Noted message, CancellationToken ct)
    {
        book.Written.Enqueue((delivery.Organization, message.Text, delivery.Attempt));
        return book.Do(delivery, message.Text, ct);
    }
}

/// <summary>A world with notes in its outbox.</summary>
public sealed class OutboxStage : IAsyncDisposable
{
    public static readonly OrganizationId Lamsa = OrganizationId.New();
    public static readonly OrganizationId Noor = OrganizationId.New();

    private readonly List<IHostedService> nodes = [];

    private OutboxStage(SalonWorld world, Notebook book) => (World, Book) = (world, book);

    public SalonWorld World { get; }

    public Notebook Book { get; }

    public static async Task<OutboxStage> StartAsync(Db db, OutboxOptions? options = null, Action<IServiceCollection>? change = null)
    {
        var book = new Notebook();
        var world = await SalonWorld.StartAsync(db, services =>
        {
            services.AddSingleton(book).AddOutboxHandler<Noted, NoteHandler>();
            services.AddSingleton(options ?? new OutboxOptions { Poll = TimeSpan.FromMilliseconds(50), HandlerTimeout = TimeSpan.FromSeconds(20), StopGrace = TimeSpan.FromSeconds(2) });
            change?.Invoke(services);
        });
        return new OutboxStage(world, book);
    }

    public async Task<OutboxMessageId> TellAsync(string text, OrganizationId? organization = null, Duration after = default)
    {
        var now = World.Clock.Now;
        await using var db = await World.Database.OpenForWriteAsync(organization ?? Lamsa, default);
        var message = OutboxMessage.For(db.Organization, new Noted(text), now, now + after);
        db.Outbox.Add(message);
        Assert.Null(await db.CommitAsync(default));
        return message.Id;
    }

    public Task<int> DrainAsync() => World.Get<OutboxDispatcher>().DrainAsync(default);

    public async Task<OutboxMessage> FindAsync(OutboxMessageId id)
    {
        await using var db = await World.Database.OpenAcrossAsync(default);
        return await db.Outbox.SingleAsync(m => m.Id == id);
    }

    /// <summary>Starts a node of its own that dispatches in the background.</summary>
    public async Task<IHostedService> StartNodeAsync()
    {
        IHostedService node = ActivatorUtilities.CreateInstance<OutboxDispatcher>(World.Get<IServiceProvider>());
        nodes.Add(node);
        await node.StartAsync(default);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.StopAsync(default);
            (node as IDisposable)?.Dispose();
        }

        await World.DisposeAsync();
    }
}
