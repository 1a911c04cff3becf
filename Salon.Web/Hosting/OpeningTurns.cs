using System.Threading.RateLimiting;
using Salon.Web.Components;

namespace Salon.Web.Hosting;

/// <summary>
/// How many pages of the back office may open, or read again because something changed, at the same time. After a cut of all lines hundreds come back at once,
/// and each step of a booking would stand in line behind all of theirs. The pages wait instead: nobody is refused, they come alive one after another, and
/// whoever books, pays or calls the API finds the server free.
/// </summary>
/// <remarks>
/// A turn is held by work of the server only, never while a browser reads or says something, and nobody who has one asks for another of its kind.
/// </remarks>
internal sealed class OpeningTurns : IDisposable
{
    /// <summary>One that computes and one that waits for the database, for each processor.</summary>
    internal static readonly int AtOnce = 2 * Environment.ProcessorCount;

    private readonly ConcurrencyLimiter documents = Make(), circuits = Make(); // two, so that the first pages are alive while the last ones are still asked for

    /// <summary>Waits until a document may be made, or a line of a circuit be announced.</summary>
    /// <returns>Ends the turn when it is disposed.</returns>
    public async Task<IDisposable> ForDocumentAsync(CancellationToken ct) => await documents.AcquireAsync(cancellationToken: ct);

    /// <summary>Waits until a circuit may read what its page shows.</summary>
    /// <inheritdoc cref="ForDocumentAsync"/>
    public async Task<IDisposable> ForCircuitAsync(CancellationToken ct) => await circuits.AcquireAsync(cancellationToken: ct);

    /// <summary>How many wait.</summary>
    public long Waiting => (documents.GetStatistics()?.CurrentQueuedCount ?? 0) + (circuits.GetStatistics()?.CurrentQueuedCount ?? 0);

    public void Dispose()
    {
        documents.Dispose();
        circuits.Dispose();
    }

    private static ConcurrencyLimiter Make() =>
        new(new() { PermitLimit = AtOnce, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}

/// <summary>What one circuit asks of the turns: its page waits for one when it opens, and when others changed something; never when somebody uses it.</summary>
public sealed class CircuitTurns
{
    private readonly OpeningTurns turns;
    private bool opened;

    internal CircuitTurns(OpeningTurns turns) => this.turns = turns;

    /// <summary>Reads for the first page of the circuit in its turn, and for those that somebody goes to afterwards at once.</summary>
    public async Task OpenAsync(Func<Task> read, CancellationToken ct)
    {
        var first = !opened;
        opened = true;
        if (first) await InTurnAsync(read, ct);
        else await read();
    }

    /// <summary>Reads in its turn.</summary>
    public async Task InTurnAsync(Func<Task> read, CancellationToken ct)
    {
        using var turn = await turns.ForCircuitAsync(ct);
        await read();
    }
}

internal static class OpeningTurnsHosting
{
    public static void AddOpeningTurns(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<OpeningTurns>().AddScoped(services => new CircuitTurns(services.GetRequiredService<OpeningTurns>()));

    /// <summary>Stands before authentication, which asks the database.</summary>
    public static void UseOpeningTurns(this WebApplication app)
    {
        var turns = app.Services.GetRequiredService<OpeningTurns>();
        app.UseWhen(Opens, opening => opening.Use(async (context, next) =>
        {
            using var turn = await turns.ForDocumentAsync(context.RequestAborted);
            context.Response.OnStarting(() =>
            {
                turn.Dispose(); // the page is made: how long the browser takes from here is no matter of the server
                return Task.CompletedTask;
            });
            await next(context);
        }));
    }

    // Nothing that a caller could draw out, such as a form that is read or a line that is held: whoever held a few of those would keep everybody out.
    private static bool Opens(HttpContext context) => SocketsHosting.IsAnnouncement(context)
        || (HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<InteractiveAttribute>() is not null);
}
