using System.Text.Json;
using Salon.Data;

namespace Salon.Auditing;

/// <summary>What was done to a subject. Stored by number: never renumber.</summary>
public enum AuditAct
{
    Added = 0,
    Changed = 1,
    Removed = 2,
}

/// <summary>One detail of a subject before and after. Values are JSON, so that a reader in any language can put them into words.</summary>
/// <param name="Field">Name of the detail, such as "Price" or "Rules.LeadMinutes".</param>
/// <param name="Before">Null where there was nothing.</param>
/// <param name="After">Null where there is nothing any more.</param>
/// <param name="Hidden">It changed, and what it said is nobody's business here: words about a customer.</param>
public sealed record AuditChange(string Field, JsonElement? Before, JsonElement? After, bool Hidden = false);

/// <summary>One thing that somebody who works for an organization, or operates the platform, changed. Rows are added, never changed.</summary>
public sealed class AuditEntry : ITenantRow
{
    private AuditEntry() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public Instant At { get; private init; }
    public UserId? UserId { get; private init; } // not a reference: what she did outlives her account
    public Role Role { get; private init; } // as what she did it
    public string? Network { get; private init; } // where from, without the last part of the address: "203.0.113.0/24"
    public string? Device { get; private init; } // "Chrome, Android"
    public AuditAct Act { get; private init; }
    public string Subject { get; private init; } = ""; // kind of thing: "Service", "Branch"
    public Guid SubjectId { get; private init; }
    public LocalizedText Name { get; private init; } // as the subject was called then; empty for people outside the team
    public string SearchKeys { get; private init; } = "";
    public AuditChange[] Changes { get; private init; } = [];

    internal static AuditEntry Of(OrganizationId organization, Actor actor, Instant now, AuditAct act, string subject, Guid id, LocalizedText name, AuditChange[] changes) => new()
    {
        OrganizationId = organization, Id = RowId.New(), At = now, UserId = actor.User, Role = actor.Role, Network = actor.From?.Network, Device = actor.From?.Device,
        Act = act, Subject = subject, SubjectId = id, Name = name, SearchKeys = SearchText.Keys(name.En, name.Ar), Changes = changes,
    };
}
