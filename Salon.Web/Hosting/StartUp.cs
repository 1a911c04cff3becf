using System.Data.Common;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.AspNetCore.Connections;
using Salon.Data;

namespace Salon.Web.Hosting;

/// <summary>Refuses to start with a sentence for the operator where a stack trace would only say that something is wrong.</summary>
internal static class StartUp
{
    // Data Protection before it lets anybody forge sign-in cookies: CVE-2026-40372.
    private static readonly Version OldestRuntime = new(10, 0, 7);

    // Whoever hosts the program inside another one, such as a test, hears the trouble itself: an exit code would look like an orderly end.
    private static readonly bool IsHosted = Assembly.GetEntryAssembly() != typeof(StartUp).Assembly;

    /// <summary>Runs the program until it is told to stop.</summary>
    /// <returns>The process's exit code: 1 when it refused to start.</returns>
    public static async Task<int> RunAsync(Func<Task<int>> program)
    {
        try
        {
            RequireRuntime(Environment.Version);
            return await program();
        }
        catch (Exception trouble) when (!IsHosted && SentenceFor(trouble) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <exception cref="SettingException">The runtime has a known hole.</exception>
    public static void RequireRuntime(Version runtime)
    {
        if (runtime < OldestRuntime)
            throw new SettingException($"The .NET runtime is {runtime}; versions before {OldestRuntime} let anybody forge sign-in cookies (CVE-2026-40372). Install a newer one.");
    }

    /// <summary>What to tell an operator who can put it right; null for everything else, which is a bug and keeps its stack trace.</summary>
    private static string? SentenceFor(Exception trouble) => trouble switch
    {
        SettingException or SchemaIsNewerException or KeyRingSecretException => trouble.Message,
        InvalidDataException => OneLine($"A settings file cannot be read: {trouble.Message} {trouble.InnerException?.Message}"),
        IOException { InnerException: AddressInUseException } => OneLine($"{trouble.Message} Stop the other program, or choose another address with --urls."),
        FormatException or SocketException => OneLine($"The server cannot listen on the address it was given (--urls, ASPNETCORE_URLS): {trouble.Message}"),
        DbException db when DataOutage.Explains(db) || DataOutage.IsRefusedAtTheDoor(db) =>
            OneLine($"The database cannot be used: {trouble.Message} Check ConnectionStrings:Salon, and that the server runs."),
        _ => null,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
