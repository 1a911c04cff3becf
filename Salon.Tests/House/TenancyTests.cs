using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Salon.Accounts;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Tests.House;

/// <summary>What keeps one organization's rows from another's, read from the model that both databases are made of.</summary>
public sealed class TenancyTests
{
    /// <summary>Tables that belong to no organization, and why.</summary>
    private static readonly Dictionary<Type, string> Global = new()
    {
        [typeof(Organization)] = "is the tenant",
        [typeof(User)] = "one login for every organization",
        [typeof(Session)] = "belongs to a login",
        [typeof(OneTimeCode)] = "asked for before anybody is known; names an organization only to limit what is sent in its name",
        [typeof(ServerSecret)] = "belongs to the installation",
        [typeof(KeyRingEntry)] = "belongs to the installation",
    };

    /// <summary>Unique across all organizations, and why.</summary>
    private static readonly Dictionary<string, string> UniqueEverywhere = new(StringComparer.Ordinal)
    {
        ["Tenancy.SlugTaken"] = "the slug is the organization's address",
        ["Accounts.PhoneTaken"] = "the phone is the login",
        ["Media.NameTaken"] = "the name is the address of a file, random and the same for every reader",
    };

    private static readonly IModel[] Models = [ModelOf(new SqliteDesignTime().CreateDbContext([])), ModelOf(new PostgresDesignTime().CreateDbContext([]))];

    [Fact]
    public void Every_table_is_a_tenants_or_says_why_not() => Rule.Holds(
        "An entity implements ITenantRow, or TenancyTests.Global says why it belongs to nobody.",
        Types(tenants: false).Select(type => type.ClrType).Where(type => !Global.ContainsKey(type)).Select(type => type.Name)
            .Concat(Global.Keys.Except(Types(tenants: false).Select(type => type.ClrType)).Select(type => $"{type.Name} is excused, and needs no excuse")));

    [Fact, Trait("Proves", "S-04")]
    public void Every_tenant_row_is_filtered_by_organization() => Rule.Holds(
        "A query sees the rows of one organization only.",
        from type in Types(tenants: true)
        let filter = type.FindDeclaredQueryFilter(Mapping.TenantFilter)?.Expression?.ToString()
        where filter is null || !filter.Contains(nameof(ITenantRow.OrganizationId), StringComparison.Ordinal)
        select $"{type.ClrType.Name} has no tenant filter");

    [Fact]
    public void Every_key_of_a_tenant_row_begins_with_the_organization() => Rule.Holds(
        "The key of a tenant row is (OrganizationId, …), so that every reference to it carries the tenant.",
        from type in Types(tenants: true)
        where type.FindPrimaryKey()?.Properties[0].Name != nameof(ITenantRow.OrganizationId)
        select $"{type.ClrType.Name} has the key ({Names(type.FindPrimaryKey()?.Properties)})");

    [Fact]
    public void Every_reference_between_tenant_rows_carries_the_organization() => Rule.Holds(
        "A foreign key to a tenant row is (OrganizationId, …Id) to (OrganizationId, Id): the database refuses one that crosses tenants.",
        from type in Types(tenants: true)
        from key in type.GetForeignKeys()
        where typeof(ITenantRow).IsAssignableFrom(key.PrincipalEntityType.ClrType)
        where key.Properties[0].Name != nameof(ITenantRow.OrganizationId) || key.PrincipalKey.Properties[0].Name != nameof(ITenantRow.OrganizationId)
        select $"{type.ClrType.Name} ({Names(key.Properties)}) → {key.PrincipalEntityType.ClrType.Name} ({Names(key.PrincipalKey.Properties)})");

    [Fact]
    public void Every_unique_index_is_unique_within_an_organization() => Rule.Holds(
        "A unique index begins with OrganizationId: the same phone or name may exist in two organizations. TenancyTests.UniqueEverywhere lists the exceptions with reasons.",
        (from index in UniqueIndexes()
         where index.Properties[0].Name != nameof(ITenantRow.OrganizationId) && !UniqueEverywhere.ContainsKey(NameOf(index))
         select $"{index.DeclaringEntityType.ClrType.Name} ({Names(index.Properties)}), named {NameOf(index)}")
            .Concat(UniqueEverywhere.Keys.Except(UniqueIndexes().Select(NameOf), StringComparer.Ordinal).Select(name => $"{name} is excused, and there is no such index")));

    private static IModel ModelOf(SalonDb db)
    {
        using (db) return db.Model;
    }

    private static IEnumerable<IEntityType> Types(bool tenants) =>
        from model in Models from type in model.GetEntityTypes() where !type.IsOwned() && typeof(ITenantRow).IsAssignableFrom(type.ClrType) == tenants select type;

    private static IEnumerable<IIndex> UniqueIndexes() => from model in Models from type in model.GetEntityTypes() from index in type.GetIndexes() where index.IsUnique select index;

    private static string NameOf(IIndex index) => index.GetDatabaseName() ?? Names(index.Properties);

    private static string Names(IEnumerable<IReadOnlyProperty>? properties) => string.Join(", ", properties?.Select(p => p.Name) ?? []);
}
