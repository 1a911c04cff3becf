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

    public bool IsPostgres => ConnectionString?.StartsWith("Host=", StringComparison.OrdinalIgnoreCase) == true;

    public string SqliteFile => Path.Combine(DataDirectory, "salon.db");
}
