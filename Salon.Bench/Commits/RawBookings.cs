using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Salon.Bench.Commits;

/// <summary>
/// The floor a booking is measured against: the rows of one booking, copied by ADO.NET alone with prepared statements into the same tables,
/// with their indexes, references and triggers, every booking in a durable transaction of its own. No rules, no reading, no objects.
/// </summary>
internal sealed class RawBookings : IDisposable
{
    private const long HalfHour = 30 * 60 * 1_000_000L; // in microseconds
    private const int LookAhead = 48 * 400; // half hours after everything that is booked

    // In the order of their references.
    private static readonly string[] Tables = ["bookings", "booking_lines", "claims", "booking_events", "outbox"];

    private readonly SqliteConnection connection;
    private readonly string[] staff;
    private readonly List<(SqliteCommand Insert, List<(string Column, object Value)> Row)> rows = [];

    /// <param name="file">A salon's database with at least one booking, whose rows serve as the pattern.</param>
    public RawBookings(string file)
    {
        connection = new($"Data Source={file};Foreign Keys=True;Pooling=False");
        connection.Open();
        using (var pragmas = connection.CreateCommand())
        {
            pragmas.CommandText = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;";
            pragmas.ExecuteNonQuery();
        }

        staff = [.. Read("SELECT id FROM staff").Select(r => (string)r[0].Value)];
        foreach (var table in Tables)
        {
            var row = Read($"SELECT * FROM {table} ORDER BY rowid LIMIT 1").Single();
            var insert = connection.CreateCommand();
            insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", row.Select(c => $"\"{c.Column}\""))}) VALUES ({string.Join(", ", row.Select((_, i) => $"@p{i}"))})";
            for (var i = 0; i < row.Count; i++) insert.Parameters.Add(new($"@p{i}", row[i].Value));
            insert.Prepare();
            rows.Add((insert, row));
        }
    }

    public double PerSecond(int count)
    {
        var clock = Stopwatch.StartNew();
        for (var n = 0; n < count; n++) Insert(n);
        return count / clock.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        foreach (var (insert, _) in rows) insert.Dispose();
        connection.Dispose();
    }

    private void Insert(int n)
    {
        var booking = NewId();
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var (insert, row) in rows)
        {
            insert.Transaction = transaction;
            var isBooking = ReferenceEquals(row, rows[0].Row);
            for (var i = 0; i < row.Count; i++)
            {
                insert.Parameters[i].Value = row[i] switch
                {
                    ("id", _) => isBooking ? booking : NewId(),
                    ("booking_id", _) => booking,
                    ("number", _) => n,
                    ("subject" or "staff_id", _) => staff[n % staff.Length],
                    ("starts_at" or "ends_at", long at) => at + (LookAhead + n / staff.Length) * HalfHour,
                    (_, var same) => same,
                };
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static string NewId() => Guid.CreateVersion7().ToString().ToUpperInvariant();

    private List<List<(string Column, object Value)>> Read(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<List<(string, object)>>();
        while (reader.Read()) found.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetValue(i)))]);
        return found;
    }
}
