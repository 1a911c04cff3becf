using Microsoft.EntityFrameworkCore.Metadata;
using Salon.Contacts;
using Salon.Data;
using Salon.Tests.House;
using Salon.Tests.World;

namespace Salon.Tests.Auditing;

/// <summary>What the audit log tells of is decided for every kind of row, and said in words.</summary>
public sealed class AuditRulesTests
{
    /// <summary>Details that sound secret and are none.</summary>
    private static readonly HashSet<string> NotSecret = new(StringComparer.Ordinal)
    {
        "PaymentAccount.KeyEnding", // the last four signs, shown so that people know which key it is
        "PaymentAccount.PublicKey",
    };

    [Fact]
    public async Task Every_row_of_an_organization_is_a_subject_a_part_of_one_or_silent() => Rule.Holds(
        "The mapping of every tenant row says whether the audit log tells of it, as part of what, or not (EntityFacts).",
        from type in await TypesAsync()
        where type.Audit() is null
        select type.ClrType.Name);

    [Fact]
    public async Task Every_subject_and_every_detail_has_its_word()
    {
        var told = (await TypesAsync()).Where(AuditRules.Covers).ToList();
        var subjects = told.Select(t => t.Audit() == AuditKind.Subject ? $"Audit.Subject.{t.ClrType.Name}" : $"Audit.Field.{t.ClrType.Name}");
        var details = from type in told
                      from detail in type.GetProperties().Cast<IReadOnlyPropertyBase>().Concat(type.GetComplexProperties())
                      where AuditRules.TellsOfPart(type, detail)
                      select $"Audit.Field.{detail.Name}";

        var values = from type in told
                     from detail in type.GetProperties()
                     let kind = Nullable.GetUnderlyingType(detail.ClrType) ?? detail.ClrType
                     where kind.IsEnum && kind != typeof(IsoDayOfWeek) && AuditRules.Tells(type, detail)
                     from value in Enum.GetNames(kind)
                     select $"Audit.Value.{value}";

        Rule.Holds(
            "Resources/Audit.resx has a word for everything the audit log tells of.",
            subjects.Concat(details).Concat(values).Distinct(StringComparer.Ordinal).Where(key => !ResourceFiles.Keys.Contains(key)));
    }

    [Fact]
    public async Task A_detail_of_text_is_known_to_be_typed_or_a_code()
    {
        string[] codes =
        [
            "Accent", "Cover", "Currency", "DefaultLanguage", "KeyEnding", "Language", "Logo", "Phone", "Picture", "PublicKey", "Slug", "VatNumber", "ZoneId",
        ];
        var undecided = from type in await TypesAsync()
                        where AuditRules.Covers(type)
                        from detail in type.GetProperties()
                        where detail.ClrType == typeof(string) && AuditRules.Tells(type, detail) && !detail.IsTyped() && !codes.Contains(detail.Name)
                        select $"{type.ClrType.Name}.{detail.Name}";

        Rule.Holds("A mapping says what people type in their own words: the audit log repeats it, and translates the rest.", undecided);
    }

    [Fact]
    public async Task What_sounds_secret_is_never_written_down()
    {
        string[] words = ["Secret", "Hash", "Token", "Password", "Key", "Code"];
        var risky = from type in await TypesAsync()
                    where AuditRules.Covers(type)
                    from detail in type.GetProperties()
                    where words.Any(word => detail.Name.Contains(word, StringComparison.Ordinal)) && AuditRules.Tells(type, detail)
                    let name = $"{type.ClrType.Name}.{detail.Name}"
                    where !NotSecret.Contains(name)
                    select name;

        Rule.Holds("A detail whose name sounds secret is said to be one in its mapping, or stands here with the reason why not.", risky);
    }

    [Fact]
    public async Task Whatever_is_about_a_customer_is_personal() => Rule.Holds(
        "A row that names a contact is about a customer, and its mapping says so.",
        from type in await TypesAsync()
        where type.ClrType == typeof(Contact) || type.GetProperties().Any(p => p.ClrType == typeof(ContactId) || p.ClrType == typeof(ContactId?))
        where !type.IsPersonal()
        select type.ClrType.Name);

    private static async Task<List<IEntityType>> TypesAsync()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        return [.. world.Database.Model.GetEntityTypes().Where(t => typeof(ITenantRow).IsAssignableFrom(t.ClrType))];
    }
}
