using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Salon.Tests.World;

/// <summary>A PostgreSQL of the test run's own: a throw-away cluster on a free port of 127.0.0.1, gone when the run ends.</summary>
public sealed class PostgresCluster
{
    private static readonly Lazy<Task<PostgresCluster>> Shared = new(StartAsync);

    // Nothing here outlives the run. Autovacuum would start several processes a second to go round hundreds of databases; tests of plans
    // gather statistics themselves.
    private const string Throwaway = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off";

    private readonly int port;
    private readonly string folder;
    private readonly Func<string, string[], Task<string>> tool;
    private int databases, dumps;

    private PostgresCluster(int port, string folder, Func<string, string[], Task<string>> tool) => (this.port, this.folder, this.tool) = (port, folder, tool);

    public static Task<PostgresCluster> GetAsync() => Shared.Value;

    /// <summary>Connects as the program does: a role that owns its database and is no superuser, so row-level security counts.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port};Username=salon;Password=salon;Database={database};Maximum Pool Size=60;Timeout=30;Command Timeout=30;Include Error Detail=true";

    /// <remarks>A copy is one of files, which takes less than half the time of one that writes each page into the log.</remarks>
    /// <returns>The connection string of a new, empty database, or of a copy of <paramref name="template"/>.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"t{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        var copy = template is null ? "" : $" TEMPLATE {template} STRATEGY file_copy";
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} OWNER salon{copy}", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <returns>The connection string of a new, empty database whose owner is a role with a power, such as SUPERUSER.</returns>
    public async Task<string> CreateDatabaseAsAsync(string role, string power)
    {
        var name = $"t{Interlocked.Increment(ref databases)}";
        await AdministerAsync($"CREATE ROLE {role} LOGIN {power}", $"CREATE DATABASE {name} OWNER {role}");
        return $"Host=127.0.0.1;Port={port};Username={role};Database={name}";
    }

    /// <summary>Makes a backup of a database, as the operator does.</summary>
    /// <returns>The file.</returns>
    public async Task<string> DumpAsync(string database)
    {
        var file = Path.Combine(folder, $"{Interlocked.Increment(ref dumps)}.dump");
        await tool("pg_dump", [.. As(database), "--format=custom", $"--file={file}"]);
        return file;
    }

    /// <summary>Restores a backup into a new database, as the operator does.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> RestoreAsync(string file)
    {
        var restored = await CreateDatabaseAsync();
        await tool("pg_restore", [.. As(new NpgsqlConnectionStringBuilder(restored).Database!), "--exit-on-error", file]);
        return restored;
    }

    private string[] As(string database) => ["--host=127.0.0.1", $"--port={port}", "--username=admin", $"--dbname={database}"];

    /// <summary>Throws everybody out of a database and lets nobody in: what a failing server looks like.</summary>
    public Task CloseAsync(string database) => AdministerAsync(
        $"ALTER DATABASE {database} ALLOW_CONNECTIONS false", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");

    /// <summary>Ends all connections of a database, and lets in no more at once than so many; -1 is as many as the server takes.</summary>
    public Task LimitAsync(string database, int connections) => AdministerAsync(
        $"ALTER DATABASE {database} CONNECTION LIMIT {connections}", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");

    /// <summary>Lets everybody in again.</summary>
    public Task OpenAsync(string database) => AdministerAsync($"ALTER DATABASE {database} ALLOW_CONNECTIONS true");

    private async Task AdministerAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private string Admin => $"Host=127.0.0.1;Port={port};Username=admin;Database=postgres;Maximum Pool Size=10";

    private static async Task<PostgresCluster> StartAsync()
    {
        var bin = Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).FirstOrDefault()
            ?? throw new InvalidOperationException("PostgreSQL is not installed: ./dev test installs it, or apt-get install postgresql.");
        var folder = Path.Combine(Path.GetTempPath(), $"salon-pg-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        var asRoot = Environment.UserName == "root";
        if (asRoot) await RunAsync("chown", ["postgres", folder]);
        var data = Path.Combine(folder, "data");
        var port = FreePort();

        Task<string> Postgres(string tool, params string[] args) => asRoot
            ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(bin, tool), .. args])
            : RunAsync(Path.Combine(bin, tool), args);

        await Postgres("initdb", "-D", data, "-U", "admin", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await AskForThePasswordAsync(Path.Combine(data, "pg_hba.conf"));
        await Postgres("pg_ctl", "-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o",
            $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=400 -c shared_buffers=64MB {Throwaway}", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(Postgres, data, folder);

        var cluster = new PostgresCluster(port, folder, Postgres);
        await using var connection = new NpgsqlConnection(cluster.Admin);
        await connection.OpenAsync();
        await using var role = new NpgsqlCommand("CREATE ROLE salon LOGIN PASSWORD 'salon'", connection);
        await role.ExecuteNonQueryAsync();
        return cluster;
    }

    // The program's own role has to say its password, as on a server of the world.
    private static async Task AskForThePasswordAsync(string rules) =>
        await File.WriteAllTextAsync(rules, "host all salon 127.0.0.1/32 password\n" + await File.ReadAllTextAsync(rules));

    private static void Stop(Func<string, string[], Task<string>> postgres, string data, string folder)
    {
        postgres("pg_ctl", ["-D", data, "-m", "immediate", "stop"]).GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> RunAsync(string program, string[] args)
    {
        // pg_ctl leaves a child that keeps inherited pipes open, so its output goes nowhere
        var detached = args.Contains("start");
        using var process = Process.Start(new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = !detached, RedirectStandardError = !detached, WorkingDirectory = "/",
        })!;
        var output = detached ? "" : await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', args)} failed: {output}");
    }
}
