using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Salon.Data;

/// <summary>
/// A connection to SQLite that stays open and keeps the statements it has prepared. In a short operation preparing them costs more than
/// running them, and Microsoft.Data.Sqlite forgets them with each command.
/// </summary>
internal sealed class KeptConnection : SqliteConnection
{
    private const int Most = 200; // the program has fewer; a query with a list in it has one for each length

    private readonly Dictionary<string, KeptCommand> statements = [];

    /// <param name="pragmas">How it is to behave, run once.</param>
    public KeptConnection(string connectionString, string pragmas) : base(connectionString)
    {
        Open();
        using var command = CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }

    /// <summary>False while a command of it is still being read; another operation may not have it then.</summary>
    public bool IsIdle => !statements.Values.Any(s => s.IsLent);

    /// <summary>Swaps a command for one with the same text that is prepared already. Disposing that hands it back.</summary>
    public SqliteCommand Prepared(SqliteCommand asked)
    {
        if (!statements.TryGetValue(asked.CommandText, out var kept))
        {
            if (statements.Count == Most) return asked;
            statements.Add(asked.CommandText, kept = new KeptCommand(asked.CommandText, this));
        }

        if (kept.IsLent) return asked; // read in a loop around itself
        kept.Lend(asked);
        asked.Dispose();
        return kept;
    }

    public void Execute(string sql, SqliteTransaction? transaction)
    {
        var asked = CreateCommand();
        (asked.CommandText, asked.Transaction) = (sql, transaction);
        using var command = Prepared(asked);
        command.ExecuteNonQuery();
    }

    /// <summary>Rolls back whatever is open, if SQLite has not done so already, which a transaction's object does not always learn.</summary>
    /// <returns>False when it could not; the connection is of no more use then.</returns>
    public bool TryReset()
    {
        Transaction = null;
        Tries("ROLLBACK"); // refused when nothing is open
        return Tries("BEGIN; ROLLBACK"); // refused when something still is
    }

    /// <returns>False when SQLite refused.</returns>
    public bool Tries(string sql)
    {
        try
        {
            Execute(sql, null);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    public override void Close()
    {
        foreach (var statement in statements.Values) statement.Forget();
        statements.Clear();
        base.Close();
    }

    private sealed class KeptCommand : SqliteCommand
    {
        private bool forgotten;

        public KeptCommand(string text, SqliteConnection connection) : base(text, connection)
        {
        }

        public bool IsLent { get; private set; }

        public void Lend(SqliteCommand asked)
        {
            IsLent = true;
            (Transaction, CommandTimeout) = (asked.Transaction, asked.CommandTimeout);
            foreach (SqliteParameter parameter in asked.Parameters) Parameters.Add(parameter);
        }

        public void Forget()
        {
            forgotten = true;
            Dispose();
        }

        protected override void Dispose(bool disposing)
        {
            if (forgotten || !disposing)
            {
                base.Dispose(disposing);
                return;
            }

            Parameters.Clear();
            Transaction = null;
            IsLent = false;
        }
    }
}

/// <summary>Sends what EF Core asks through the statements its connection keeps.</summary>
internal sealed class KeptStatements : DbCommandInterceptor
{
    public static readonly KeptStatements Instance = new();

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result) =>
        result is SqliteCommand { Connection: KeptConnection kept } asked ? kept.Prepared(asked) : result;
}
