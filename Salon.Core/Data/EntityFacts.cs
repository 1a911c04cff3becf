using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Salon.Data;

/// <summary>
/// What is true of an entity besides its columns, said once, in its mapping. Whoever keeps to it reads the model: the audit log, the guards of both
/// databases, and what is kept in memory of a salon. That a row belongs to an organization is said by <see cref="ITenantRow"/>.
/// </summary>
/// <remarks>No matter of the schema: migrations do not see it.</remarks>
internal static class EntityFacts
{
    private const string AuditFact = "Salon:Audit", WholeFact = "Salon:PartOf", WholeIdFact = "Salon:PartOfId", UntoldFact = "Salon:Untold", TypedFact = "Salon:Typed",
        SecretFact = "Salon:Secret", PersonalFact = "Salon:Personal", AppendOnlyFact = "Salon:AppendOnly", AnnouncesFact = "Salon:Announces";

    /// <summary>People change it: each act is an entry of the audit log. Its word stands in Resources/Audit.resx.</summary>
    public static void Audited(this EntityTypeBuilder builder) => Say(builder.Metadata, AuditFact, AuditKind.Subject.ToString());

    /// <summary>A detail of something else in the audit log: one act, one entry.</summary>
    /// <param name="id">The property that names what it is a detail of.</param>
    public static void AuditedWith<TWhole>(this EntityTypeBuilder builder, string id) where TWhole : class
    {
        Say(builder.Metadata, AuditFact, AuditKind.Part.ToString());
        Say(builder.Metadata, WholeFact, typeof(TWhole).FullName!);
        Say(builder.Metadata, WholeIdFact, id);
    }

    /// <summary>Follows from other rows, or is history itself and has a page of its own: no act of anybody.</summary>
    public static void Unaudited(this EntityTypeBuilder builder) => Say(builder.Metadata, AuditFact, AuditKind.Silent.ToString());

    /// <summary>Details that follow from others or count by themselves: the audit log leaves them out.</summary>
    public static void Untold(this EntityTypeBuilder builder, params ReadOnlySpan<string> details) => SayOfEach(builder, UntoldFact, details);

    /// <summary>Details in which people write in their own words. Text that is none of these is a code, an address or an id.</summary>
    public static void Typed(this EntityTypeBuilder builder, params ReadOnlySpan<string> details) => SayOfEach(builder, TypedFact, details);

    /// <summary>Details whose values are never written down elsewhere: keys, codes, and what they are checked by.</summary>
    public static void Secret(this EntityTypeBuilder builder, params ReadOnlySpan<string> details) => SayOfEach(builder, SecretFact, details);

    /// <summary>
    /// About a customer. The audit log says that words in it changed and does not repeat them: an entry cannot be deleted when she asks to be forgotten.
    /// </summary>
    public static void Personal(this EntityTypeBuilder builder) => Say(builder.Metadata, PersonalFact, "");

    /// <summary>History: both databases refuse to change or delete a row.</summary>
    public static void AppendOnly(this EntityTypeBuilder builder) => Say(builder.Metadata, AppendOnlyFact, "");

    /// <summary>A part of a salon's set-up: every saved change is announced, so that what is kept in memory of it cannot be forgotten.</summary>
    public static void Announces(this EntityTypeBuilder builder, ChangeKind kind) => Say(builder.Metadata, AnnouncesFact, kind.ToString());

    /// <summary>How the audit log tells of it; null when that is not decided.</summary>
    public static AuditKind? Audit(this IReadOnlyEntityType type) => Enum.TryParse<AuditKind>(Said(type, AuditFact), out var kind) ? kind : null;

    /// <summary>What it is a detail of, and the property that names it.</summary>
    public static (IReadOnlyEntityType Whole, string Id)? PartOf(this IReadOnlyEntityType type) =>
        Said(type, WholeFact) is { } whole ? (type.Model.FindEntityType(whole)!, Said(type, WholeIdFact)!) : null;

    public static bool IsPersonal(this IReadOnlyEntityType type) => Said(type, PersonalFact) is not null;

    public static bool IsAppendOnly(this IReadOnlyEntityType type) => Said(type, AppendOnlyFact) is not null;

    /// <summary>As what a saved change of it is announced; null when nobody needs to hear.</summary>
    public static ChangeKind? Announced(this IReadOnlyEntityType type) => Enum.TryParse<ChangeKind>(Said(type, AnnouncesFact), out var kind) ? kind : null;

    public static bool IsUntold(this IReadOnlyPropertyBase detail) => Said(detail, UntoldFact) is not null;

    public static bool IsTyped(this IReadOnlyPropertyBase detail) => Said(detail, TypedFact) is not null;

    public static bool IsSecret(this IReadOnlyPropertyBase detail) => Said(detail, SecretFact) is not null;

    private static void Say(IMutableAnnotatable about, string fact, string value)
    {
        if (!EF.IsDesignTime) about.SetAnnotation(fact, value);
    }

    private static void SayOfEach(EntityTypeBuilder builder, string fact, ReadOnlySpan<string> details)
    {
        foreach (var name in details)
        {
            Say((IMutableAnnotatable?)builder.Metadata.FindProperty(name) ?? builder.Metadata.FindComplexProperty(name)
                ?? throw new InvalidOperationException($"{builder.Metadata.ClrType.Name} has no column {name}."), fact, "");
        }
    }

    private static string? Said(IReadOnlyAnnotatable about, string fact) => about.FindAnnotation(fact)?.Value as string;
}

/// <summary>How the audit log tells of a kind of row.</summary>
internal enum AuditKind
{
    /// <summary>People change it: an entry of its own.</summary>
    Subject,
    /// <summary>A detail of something else.</summary>
    Part,
    /// <summary>Not at all.</summary>
    Silent,
}
