using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Salon.Data;

/// <summary>Binds Microsoft.Data.Sqlite to the system's SQLite: docs/decisions/0003-sqlite.md says why and when this can go.</summary>
internal static partial class SqliteBinding
{
    /// <summary>The first version in which two connections cannot damage the log by checkpointing at once (sqlite.org/changes.html).</summary>
    private static readonly Version Safe = new(3, 51, 3);

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The binding must stand before the first use of SQLite, by whichever program loads Core.")]
    internal static void Bind()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name?.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal) == true && name.Version is { } asked && asked > new Version(2, 0, 6, 0)
                ? context.LoadFromAssemblyName(new AssemblyName(name.Name))
                : null;
        var provider = AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("SQLitePCLRaw.provider.e_sqlite3"));
        NativeLibrary.SetDllImportResolver(provider, (name, _, _) => name == "e_sqlite3" ? LoadSystemLibrary() : IntPtr.Zero);
        SQLitePCL.Batteries_V2.Init();
    }

    public static void WarnWhenOld(ILogger log)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        if (Version.Parse(connection.ServerVersion) < Safe) LogOld(log, connection.ServerVersion, Safe);
    }

    private static IntPtr LoadSystemLibrary()
    {
        foreach (var name in (string[])["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3", "sqlite3"])
        {
            if (NativeLibrary.TryLoad(name, out var handle)) return handle;
        }

        throw new DllNotFoundException("SQLite is not installed. On Debian: apt-get install libsqlite3-0");
    }

    [LoggerMessage(LogLevel.Warning, "SQLite {Version} is older than {Safe}; Salon keeps to one writer, which avoids its known log damage, but an upgrade is better")]
    private static partial void LogOld(ILogger log, string version, Version safe);
}
