using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Salon.Data;

/// <summary>Lets `dotnet ef migrations add` make the SQLite migrations without starting the program.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteSalonDb>
{
    public SqliteSalonDb CreateDbContext(string[] args) =>
        new(SharedOptions.Apply(new DbContextOptionsBuilder<SqliteSalonDb>().UseSqlite("Data Source=:memory:"), null).Options);
}

/// <summary>The same for PostgreSQL; nothing is connected to.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresSalonDb>
{
    public PostgresSalonDb CreateDbContext(string[] args) =>
        new(SharedOptions.Apply(new DbContextOptionsBuilder<PostgresSalonDb>().UseNpgsql("Host=localhost"), null).Options);
}
