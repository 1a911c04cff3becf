using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;

namespace Salon.Data;

/// <summary>The keys that seal cookies and forms, kept in the database: on PostgreSQL a cookie sealed by one node is read by another.</summary>
/// <remarks>Called by ASP.NET at start and when a key is due for renewal, about every ninety days; its contract is synchronous.</remarks>
public sealed class KeyRing(Database database, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => StoreAsync(element, friendlyName).GetAwaiter().GetResult();

    /// <summary>Changes stored keys in place, all or none.</summary>
    /// <param name="change">Says whether it changed the key it was given.</param>
    public async Task RewriteAsync(Func<XElement, bool> change)
    {
        await using var db = await database.OpenForWriteAcrossAsync(CancellationToken.None);
        foreach (var stored in await db.KeyRing.ToListAsync())
        {
            var key = XElement.Parse(stored.Xml);
            if (change(key)) stored.Rewrite(key.ToString(SaveOptions.DisableFormatting));
        }

        if (await db.CommitAsync(CancellationToken.None) is { } refusal) throw new InvalidOperationException($"The keys could not be encrypted: {refusal.Code}.");
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var db = await database.OpenAcrossAsync(CancellationToken.None);
        return [.. (await db.KeyRing.Select(key => key.Xml).ToListAsync()).Select(XElement.Parse)];
    }

    private async Task StoreAsync(XElement element, string friendlyName)
    {
        await using var db = await database.OpenForWriteAcrossAsync(CancellationToken.None);
        db.KeyRing.Add(KeyRingEntry.Of(friendlyName, element.ToString(SaveOptions.DisableFormatting), clock.GetCurrentInstant()));
        if (await db.CommitAsync(CancellationToken.None) is { } refusal) throw new InvalidOperationException($"A key could not be stored: {refusal.Code}.");
    }
}

/// <summary>One key of the ring, as ASP.NET writes it.</summary>
public sealed class KeyRingEntry
{
    private KeyRingEntry() { } // EF Core

    public RowId Id { get; private init; }
    public string Name { get; private init; } = "";
    public string Xml { get; private set; } = "";
    public Instant CreatedAt { get; private init; }

    internal static KeyRingEntry Of(string name, string xml, Instant now) => new() { Id = RowId.New(), Name = name, Xml = xml, CreatedAt = now };

    internal void Rewrite(string xml) => Xml = xml;
}
