using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Salon.Tests.World;

/// <summary>Counts the SQL statements a world sends. Naming the tenant to a PostgreSQL connection is not one: it reads nothing.</summary>
public sealed class StatementCounter : ILoggerProvider, ILogger
{
    private int count;

    /// <summary>Statements since the last call.</summary>
    public int Take() => Interlocked.Exchange(ref count, 0);

    public void Listen(IServiceCollection services) => services.AddLogging(log => log
        .SetMinimumLevel(LogLevel.Information).AddProvider(this));

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name != "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted") return;
        if (!formatter(state, exception).Contains("set_config('salon.organization'", StringComparison.Ordinal)) Interlocked.Increment(ref count);
    }

    public void Dispose() { }
}
