using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Salon.Data;

namespace Salon.Tests.Flat;

/// <summary>What a world asks its database, with the values, and how the database would look for it.</summary>
public sealed class SentStatements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly DatabaseOptions options;
    private readonly string database;
    private readonly ConcurrentDictionary<string, IReadOnlyList<DbParameter>> statements = new(StringComparer.Ordinal);
    private readonly List<IDisposable> subscriptions = [];

    public SentStatements(DatabaseOptions options)
    {
        this.options = options;
        database = options.IsPostgres ? new NpgsqlConnectionStringBuilder(options.ConnectionString).Database! : options.SqliteFile;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Reading statements since the last call, each with its plan.</summary>
    /// <param name="organization">Who asks: row-level security is part of the plan.</param>
    public async Task<IReadOnlyList<(string Sql, string Plan)>> PlansAsync(OrganizationId organization)
    {
        var sent = statements.ToArray();
        statements.Clear();
        await using var connection = options.IsPostgres ? (DbConnection)new NpgsqlConnection(options.ConnectionString) : new SqliteConnection($"Data Source={options.SqliteFile};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        // Without this a table of a test's size is read whole because that is quicker; asked is whether there is another way.
        string[] off = ["enable_seqscan", "enable_hashjoin", "enable_mergejoin"];
        var settings = string.Concat(off.Select(s => $", set_config('{s}', 'off', false)"));
        if (options.IsPostgres) await ReadAsync(connection, $"SELECT set_config('salon.organization', '{organization.Value}', false), set_config('random_page_cost', '1', false){settings}", []);
        var plans = new List<(string, string)>();
        foreach (var (sql, parameters) in sent.OrderBy(s => s.Key, StringComparer.Ordinal)) plans.Add((sql, await ReadAsync(connection, $"EXPLAIN {(options.IsPostgres ? "" : "QUERY PLAN ")}{sql}", parameters)));
        return plans;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != RelationalEventId.CommandExecuting.Name || value.Value is not CommandEventData { Command: { Connection: { } connection } command }) return;
        if ((options.IsPostgres ? connection.Database : connection.DataSource) != database) return;
        var sql = command.CommandText;
        if (!sql.TrimStart().StartsWith("SELECT", StringComparison.Ordinal) || sql.Contains("set_config(", StringComparison.Ordinal) || sql.Contains("pg_advisory", StringComparison.Ordinal)) return;
        statements.TryAdd(sql, [.. command.Parameters.Cast<DbParameter>().Select(p => (DbParameter)(p is NpgsqlParameter named ? named.Clone() : new SqliteParameter(p.ParameterName, p.Value)))]);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var subscription in subscriptions) subscription.Dispose();
    }

    private async Task<string> ReadAsync(DbConnection connection, string sql, IReadOnlyList<DbParameter> parameters)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) lines.Add($"{reader.GetValue(options.IsPostgres ? 0 : 3)}");
        return string.Join('\n', lines);
    }
}

/// <summary>Finds in a plan what reads everything a salon ever wrote.</summary>
public static partial class Plans
{
    // Those that LongHistory fills: of an empty table no plan says anything.
    private static readonly HashSet<string> Growing = ["booking_events", "booking_lines", "bookings", "claims", "contact_tags", "contacts", "day_closes", "ledger", "payments"];

    /// <param name="counted">Tables that this work may go through in an index alone, as for the number of pages.</param>
    public static IEnumerable<string> Faults(bool postgres, string sql, string plan, IReadOnlyCollection<string> counted)
    {
        var lines = plan.Split('\n');
        var isPage = sql.Contains("LIMIT", StringComparison.Ordinal) && !plan.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal) && !plan.Contains("Sort", StringComparison.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            var (table, whole, inIndex) = postgres ? OfPostgres(lines, i) : OfSqlite(sql, lines[i]);
            if (whole && Growing.Contains(table) && !(inIndex && isPage) && !((inIndex || postgres) && counted.Contains(table))) yield return $"{table}: {lines[i].Trim()}";
        }
    }

    private static (string Table, bool Whole, bool InIndex) OfSqlite(string sql, string line)
    {
        if (SqliteStep().Match(line) is not { Success: true } step) return ("", false, false);
        var table = Tables().Matches(sql).LastOrDefault(t => t.Groups["alias"].Value == step.Groups["alias"].Value)?.Groups["table"].Value ?? "";
        var bound = step.Groups["bound"].Value;
        return (table, bound.Length == 0 || bound == "organization_id=?", step.Groups["index"].Success);
    }

    private static (string Table, bool Whole, bool InIndex) OfPostgres(string[] lines, int at)
    {
        if (PostgresStep().Match(lines[at]) is not { Success: true } step) return ("", false, false);
        var condition = lines.Skip(at + 1).Take(2).FirstOrDefault(l => l.Contains("Index Cond:", StringComparison.Ordinal)) ?? "";
        var isIndex = step.Groups["kind"].Value != "Seq";
        return (step.Groups["table"].Value, !isIndex || (condition.Contains("organization_id", StringComparison.Ordinal) && !condition.Contains("AND", StringComparison.Ordinal)), isIndex);
    }

    [GeneratedRegex("""^(SCAN|SEARCH) (?<alias>\w+)( USING (COVERING )?INDEX (?<index>\S+))?( \((?<bound>.+)\))?""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SqliteStep();

    [GeneratedRegex("""(?<kind>Seq|Index|Index Only) Scan (Backward )?(using \S+ )?on (?<table>\w+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PostgresStep();

    [GeneratedRegex("""
        "(?<table>\w+)" AS "(?<alias>\w+)"
        """, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tables();
}
