using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Salon.Data;

/// <summary>How entities become tables: snake_case names, typed ids, a tenant filter on every tenant row.</summary>
internal static class Mapping
{
    public const string TenantFilter = "tenant";

    public static void Conventions(ModelConfigurationBuilder configuration, bool postgres)
    {
        foreach (var id in typeof(BookingId).Assembly.GetTypes().Where(t => t.IsValueType && t.GetInterfaces().Any(IsEntityId)))
            configuration.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));

        if (postgres) configuration.Properties<Instant>().HaveConversion<InstantAsTimestamp>();
        else configuration.Properties<Instant>().HaveConversion<InstantAsMicroseconds>();
        configuration.Properties<LocalDate>().HaveConversion<LocalDateConverter>();
        configuration.Properties<IsoDayOfWeek>().HaveConversion<int>();
        configuration.ComplexProperties<LocalizedText>();
        configuration.ComplexProperties<Money>();
    }

    public static void Apply(ModelBuilder model, SalonDb db)
    {
        model.ApplyConfigurationsFromAssembly(typeof(Mapping).Assembly); // they stand beside their entities
        var atMost48Hours = db is SqliteSalonDb ? "ends_at - starts_at <= 172800000000" : "ends_at - starts_at <= interval '48 hours'";
        model.Entity<Scheduling.Claim>().ToTable(t => t.HasCheckConstraint("ck_claims_length", atMost48Hours));
        foreach (var type in model.Model.GetEntityTypes())
        {
            NameInSnakeCase(type);
            if (!typeof(ITenantRow).IsAssignableFrom(type.ClrType)) continue;
            if (!db.SeesEveryone) model.Entity(type.ClrType).HasQueryFilter(TenantFilter, OnlyOrganizationOf(db, type.ClrType));
        }
    }

    /// <summary>Key (OrganizationId, Id) and a reference to the organization: what every tenant row has.</summary>
    public static void TenantKey<T>(this EntityTypeBuilder<T> entity, string id = "Id") where T : class, ITenantRow
    {
        entity.HasKey(nameof(ITenantRow.OrganizationId), id);
        entity.HasOne<Tenancy.Organization>().WithMany().HasForeignKey(nameof(ITenantRow.OrganizationId)).OnDelete(DeleteBehavior.Restrict);
    }

    /// <summary>A reference to another row of the same organization; the database refuses one that crosses tenants.</summary>
    public static void References<TOther>(this EntityTypeBuilder entity, string property, DeleteBehavior onDelete = DeleteBehavior.Restrict) where TOther : class =>
        entity.HasOne(typeof(TOther)).WithMany().HasForeignKey(nameof(ITenantRow.OrganizationId), property).OnDelete(onDelete);

    /// <summary>The same reference, told by the room to the left, which must not know the other's entity.</summary>
    public static void IsReferencedBy<TOther>(this EntityTypeBuilder entity, string property, DeleteBehavior onDelete = DeleteBehavior.Restrict) where TOther : class =>
        entity.HasMany(typeof(TOther)).WithOne().HasForeignKey(nameof(ITenantRow.OrganizationId), property).OnDelete(onDelete);

    /// <summary>A small value that is always read and written whole.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) =>
        property.HasConversion(
            new ValueConverter<T, string>(v => JsonSerializer.Serialize(v, Json), v => JsonSerializer.Deserialize<T>(v, Json)!),
            new ValueComparer<T>((a, b) => JsonSerializer.Serialize(a, Json) == JsonSerializer.Serialize(b, Json), v => JsonSerializer.Serialize(v, Json).GetHashCode(StringComparison.Ordinal), v => v));

    private static readonly JsonSerializerOptions Json = MakeJson();

    private static JsonSerializerOptions MakeJson()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        options.Converters.Add(new InstantJsonConverter());
        options.Converters.Add(new EntityIdJsonConverterFactory());
        return options;
    }

    private static bool IsEntityId(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEntityId<>);

    // row => row.OrganizationId == db.Organization, read from the context at each query
    private static LambdaExpression OnlyOrganizationOf(SalonDb db, Type type)
    {
        var row = Expression.Parameter(type, "row");
        var mine = Expression.Equal(
            Expression.Property(row, nameof(ITenantRow.OrganizationId)),
            Expression.Property(Expression.Constant(db, db.GetType()), typeof(SalonDb).GetProperty(nameof(SalonDb.Organization))!));
        return Expression.Lambda(mine, row);
    }

    private static void NameInSnakeCase(IMutableEntityType type)
    {
        type.SetTableName(Snake(type.GetTableName()!));
        foreach (var property in type.GetProperties()) property.SetColumnName(Snake(property.GetColumnName()));
        foreach (var complex in type.GetComplexProperties())
        {
            foreach (var property in complex.ComplexType.GetProperties()) property.SetColumnName(Snake(complex.Name + property.Name));
        }
    }

    internal static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 && name[i - 1] != '_' ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
