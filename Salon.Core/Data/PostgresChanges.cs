using System.Globalization;
using Microsoft.Extensions.Logging;
using NodaTime.Text;
using Npgsql;

namespace Salon.Data;

/// <summary>Listens on one connection of its own and tells this node's pages what other nodes committed.</summary>
internal sealed partial class PostgresChanges(NpgsqlDataSource source, ChangeFeed feed, ILogger<PostgresChanges> log) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly string thisNode = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public void Start() => running = ListenAsync();

    public string Write(Change change) => string.Create(CultureInfo.InvariantCulture,
        $"{thisNode};{change.Organization.Value};{(int)change.Kind};{(change.Date is { } date ? LocalDatePattern.Iso.Format(date) : "")}");

    // What this node committed, its writer told the pages at once.
    private void Hear(string payload)
    {
        if (payload.Split(';') is not [var node, var organization, var kind, var date] || node == thisNode) return;
        feed.Publish(new Change(
            new(Guid.Parse(organization)), (ChangeKind)int.Parse(kind, CultureInfo.InvariantCulture), date.Length == 0 ? null : LocalDatePattern.Iso.Parse(date).Value));
    }

    private async Task ListenAsync()
    {
        var heardBefore = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stop.Token);
                connection.Notification += (_, e) => Hear(e.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {PostgresDatabase.Channel}", connection)) await listen.ExecuteNonQueryAsync(stop.Token);
                if (heardBefore) feed.PublishMissed();
                heardBefore = true;
                while (true) await connection.WaitAsync(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException)
            {
                LogLost(log, e);
                await Task.Delay(Pause, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "The connection that hears of changes was lost; open pages catch up when it is back")]
    private static partial void LogLost(ILogger log, Exception e);
}
