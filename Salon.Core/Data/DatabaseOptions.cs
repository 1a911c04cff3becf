namespace Salon.Data;

/// <summary>Which database runs, and where it lives.</summary>
public sealed record DatabaseOptions
{
    /// <summary>Begins with <c>Host=</c>: PostgreSQL. Null or empty: SQLite in the data directory.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Holds the SQLite file, keys and uploads.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Encrypts the installation's master key where it is stored; null stores it readable.</summary>
    public string? KeyRingSecret { get; init; }

    /// <summary>How long a caller waits for the database at most, before she is told to come again.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The part of it for getting at the database: a file that another process has locked, a server that does not let anybody in.</summary>
    public TimeSpan DoorPatience => Patience / 3;

    /// <summary>The other part: for the writes before this one, or for the answer to a statement.</summary>
    public TimeSpan AnswerPatience => Patience - DoorPatience;

    public bool IsPostgres => ConnectionString?.StartsWith("Host=", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Hangfire's own file, on SQLite: beside the database, so that it takes no writer's turn.</summary>
    public string JobsFile => Path.Combine(DataDirectory, "jobs.db");

    public string SqliteFile => Path.Combine(DataDirectory, "salon.db");
}
