using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Extensions;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Data;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Bench.Commits;

/// <summary>A salon with many people and no bookings, and the time every visit of a run shall have.</summary>
public sealed class BusySalon : IAsyncDisposable
{
    public const int People = 60;
    private const int Open = 8 * 60, Close = 22 * 60, Visit = 30;

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Riyadh"];
    private static readonly PhoneNumber Phone = PhoneNumber.FromStored("+966500000010");

    private readonly OrganizationId id = OrganizationId.New();
    private readonly BranchId branch = BranchId.New();
    private readonly ServiceId service = ServiceId.New();
    private readonly StaffId[] staff = [.. Enumerable.Range(0, People).Select(_ => StaffId.New())];
    private readonly string folder = Directory.CreateTempSubdirectory("salon-bench-").FullName;
    private ServiceProvider services = null!;
    private User customer = null!;
    private LocalDate firstDay;

    /// <summary>Visits that fit into the horizon without touching each other.</summary>
    public static int Capacity => People * 300 * ((Close - Open) / Visit);

    public string SqliteFile => Path.Combine(folder, "salon.db");

    public static async Task<BusySalon> OpenAsync()
    {
        var salon = new BusySalon();
        salon.services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSalonCore(new DatabaseOptions { DataDirectory = salon.folder }).BuildServiceProvider();
        await salon.services.GetRequiredService<Database>().MigrateAsync(default);
        await salon.SetUpAsync();
        return salon;
    }

    /// <summary>Books the n-th distinct time; the same n is the same time.</summary>
    public async Task<Error?> BookAsync(int n)
    {
        var (person, slot) = (n % People, n / People);
        var perDay = (Close - Open) / Visit;
        var start = BusinessDay.Resolve(firstDay.PlusDays(slot / perDay), Open + slot % perDay * Visit, Zone, later: false);
        var request = new BookRequest(BookingId.New(), branch, start, [new(service, staff[person])]);
        var actor = new Actor(id, customer.Id, Role.Customer);
        return (await services.GetRequiredService<BookingService>().BookAsync(actor, request, new Customer(customer.Id, Phone, "Noura", "ar"), default)).Error;
    }

    /// <summary>Live claims that overlap, and claims in all, by SQL that knows nothing of the program.</summary>
    public async Task<(long Overlaps, long Claims)> CountAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={SqliteFile}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT (SELECT COUNT(*) FROM claims a JOIN claims b ON a.subject = b.subject AND a.unit = b.unit AND a.id < b.id WHERE a.live AND b.live AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at AND b.starts_at > a.starts_at - 172800000000),
                   (SELECT COUNT(*) FROM claims)
            """;
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task SetUpAsync()
    {
        var now = TimeProvider.System.GetCurrentInstant();
        firstDay = now.InZone(Zone).Date.PlusDays(1);
        var database = services.GetRequiredService<Database>();
        await using (var db = await database.OpenForWriteAcrossAsync(default))
        {
            customer = User.Register(Phone, "ar", now, "Noura");
            db.Users.Add(customer);
            await db.CommitAsync(default);
        }

        await using var write = await database.OpenForWriteAsync(id, default);
        var organization = Organization.Create(id, "bench", new("Bench", "قياس"), new("Riyadh", "الرياض"), now);
        organization.SetRules(new BookingRules { HorizonDays = 366, SlotStep = 30 }, CancellationPolicy.Default);
        var category = CategoryId.New();
        write.Organizations.Add(organization);
        write.Branches.Add(Branch.Open(id, branch, new("Main", "الرئيسي"), LocalizedText.Empty, Zone.Id, "SAR", 0));
        write.Categories.Add(Category.Add(id, category, new("Hair", "الشعر"), null, 0));
        write.Services.Add(Service.Offer(id, service, category, new("Visit", "زيارة"), LocalizedText.Empty, new(0, Visit, 0, 0, 0), new(10000, "SAR"), 0));
        var week = Enumerable.Range(1, 7).Select(d => (IsoDayOfWeek)d).ToList();
        foreach (var day in week) write.BranchHours.Add(BranchHours.On(id, branch, day, new(Open, Close)));
        foreach (var (person, i) in staff.Select((s, i) => (s, i)))
        {
            write.Staff.Add(StaffMember.Hire(id, person, new($"Person {i}", $"موظفة {i}"), LocalizedText.Empty, null, i));
            write.StaffSkills.Add(StaffSkill.Of(id, person, service));
            foreach (var day in week) write.StaffHours.Add(StaffHours.On(id, person, branch, day, new(Open, Close)));
        }

        if (await write.CommitAsync(default) is { } refusal) throw new InvalidOperationException(refusal.Code);
    }
}
