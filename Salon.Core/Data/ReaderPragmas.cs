using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Salon.Data;

/// <summary>Reading connections cannot write, and never checkpoint: two connections checkpointing at once can damage the log before SQLite 3.51.3.</summary>
internal sealed class ReaderPragmas : DbConnectionInterceptor
{
    public static readonly ReaderPragmas Instance = new();

    private const string Sql = "PRAGMA query_only = 1; PRAGMA wal_autocheckpoint = 0; PRAGMA busy_timeout = 5000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Run(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Run(connection);
        return Task.CompletedTask;
    }

    private static void Run(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }
}
