using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
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
    public async Task Every_row_of_an_organization_is_a_subject_a_part_of_one_or_silent()
    {
        var undecided = from type in await TypesAsync()
                        let places = (AuditRules.Subjects.Contains(type.ClrType) ? 1 : 0) + (AuditRules.Silent.Contains(type.ClrType) ? 1 : 0) + (AuditRules.PartOf.ContainsKey(type.ClrType) ? 1 : 0)
                        where places != 1
                        select $"{type.ClrType.Name} is listed {places} times";

        Rule.Holds("AuditRules says of every tenant row whether the audit log tells of it, as part of what, or why not.", undecided);
    }

    [Fact]
    public async Task Every_subject_and_every_detail_has_its_word()
    {
        var told = (await TypesAsync()).Where(t => !AuditRules.Silent.Contains(t.ClrType)).ToList();
        var subjects = told.Where(t => AuditRules.Subjects.Contains(t.ClrType)).Select(t => $"Audit.Subject.{t.ClrType.Name}");
        var parts = told.Where(t => AuditRules.PartOf.ContainsKey(t.ClrType)).Select(t => $"Audit.Field.{t.ClrType.Name}");
        var details = from type in told
                      from detail in type.GetProperties().Cast<IReadOnlyPropertyBase>().Concat(type.GetComplexProperties())
                      where AuditRules.Tells(type, detail) && (!AuditRules.PartOf.ContainsKey(type.ClrType) || AuditRules.TellsOfPart(type, detail))
                      select $"Audit.Field.{detail.Name}";

        var values = from type in told
                     from detail in type.GetProperties()
                     let kind = Nullable.GetUnderlyingType(detail.ClrType) ?? detail.ClrType
                     where kind.IsEnum && kind != typeof(IsoDayOfWeek) && AuditRules.Tells(type, detail)
                     from value in Enum.GetNames(kind)
                     select $"Audit.Value.{value}";

        Rule.Holds("Resources/Audit.resx has a word for everything the audit log tells of.", subjects.Concat(parts).Concat(details).Concat(values).Distinct(StringComparer.Ordinal).Where(key => !ResourceFiles.Keys.Contains(key)));
    }

    [Fact]
    public async Task A_detail_of_text_is_known_to_be_typed_or_a_code()
    {
        string[] codes = ["Accent", "Cover", "Currency", "DefaultLanguage", "KeyEnding", "Language", "Logo", "Phone", "Picture", "PublicKey", "Slug", "VatNumber", "ZoneId"];
        var undecided = from type in await TypesAsync()
                        where !AuditRules.Silent.Contains(type.ClrType)
                        from detail in type.GetProperties()
                        where detail.ClrType == typeof(string) && AuditRules.Tells(type, detail) && !AuditRules.Typed.Contains(detail.Name) && !codes.Contains(detail.Name)
                        select $"{type.ClrType.Name}.{detail.Name}";

        Rule.Holds("AuditRules.Typed lists what people write in their own words: the audit log repeats it, and translates the rest.", undecided);
    }

    [Fact]
    public async Task What_sounds_secret_is_never_written_down()
    {
        var risky = from type in await TypesAsync()
                    where !AuditRules.Silent.Contains(type.ClrType)
                    from detail in type.GetProperties()
                    where AuditRules.SecretWords.Any(word => detail.Name.Contains(word, StringComparison.Ordinal)) && AuditRules.Tells(type, detail)
                    let name = $"{type.ClrType.Name}.{detail.Name}"
                    where !NotSecret.Contains(name)
                    select name;

        Rule.Holds("A detail whose name sounds secret stands in AuditRules.Secret, or here with the reason why not.", risky);
    }

    private static async Task<List<IEntityType>> TypesAsync()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await using var db = await world.Database.OpenAcrossAsync(default);
        return [.. db.Model.GetEntityTypes().Where(t => typeof(ITenantRow).IsAssignableFrom(t.ClrType))];
    }
}
