using Microsoft.Extensions.DependencyInjection;
using NodaTime.Extensions;
using Salon.Catalog;
using Salon.Data;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.Scheduling;

namespace Salon.Bench.FreeTimes;

/// <summary>A salon in a SQLite file with years of bookings: some business days before today, most after.</summary>
public sealed class BigSalon : IAsyncDisposable
{
    private static readonly DateTimeZone Riyadh = DateTimeZoneProviders.Tzdb["Asia/Riyadh"];
    private static readonly DayHours Daytime = new(10 * 60, 22 * 60);

    private readonly Random random = new(20261121); // the same salon in every run
    private readonly List<(ClaimSubject Subject, Span Time)> claims = [];
    private readonly OrganizationId id = OrganizationId.New();
    private readonly BranchId branch = BranchId.New();
    private readonly ResourceTypeId chairs = ResourceTypeId.New();
    private readonly ResourceId chair = ResourceId.New();
    private readonly StaffId[] staff;
    private readonly ServiceShape[] shapes;
    private readonly string folder = Directory.CreateTempSubdirectory("salon-bench-").FullName;
    private ServiceProvider services = null!;

    private BigSalon(int people)
    {
        staff = [.. Enumerable.Range(0, people).Select(_ => StaffId.New())];
        shapes =
        [
            new(ServiceId.New(), 0, 45, 0, 0, 5, []),
            new(ServiceId.New(), 5, 30, 45, 30, 10, [new(chairs, Blocks.Active | Blocks.Finishing)]),
            new(ServiceId.New(), 0, 30, 0, 0, 0, []),
        ];
        Today = TimeProvider.System.GetCurrentInstant().InZone(Riyadh).Date;
    }

    public LocalDate Today { get; }

    public int Claims => claims.Count;

    public FreeTimesService Times => services.GetRequiredService<FreeTimesService>();

    public ScheduleReader Reader => services.GetRequiredService<ScheduleReader>();

    /// <param name="people">Staff, all of whom can do everything.</param>
    /// <param name="bookings">In all.</param>
    /// <param name="perDay">Of them on one business day.</param>
    public static async Task<BigSalon> OpenAsync(int people, int bookings, int perDay, Action<IServiceCollection> change)
    {
        var salon = new BigSalon(people);
        var options = new DatabaseOptions { DataDirectory = salon.folder };
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSalonCore(options);
        change(services);
        salon.services = services.BuildServiceProvider();
        await salon.services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
        await salon.SetUpAsync();
        await salon.BookAsync(bookings, perDay);
        return salon;
    }

    /// <summary>A question for the first services of the menu, one after the other, by anyone.</summary>
    public VisitQuestion Ask(int lines) => new(id, branch, [.. shapes.Take(lines).Select(s => new WantedLine(s.Service))]);

    /// <summary>The same salon and question as the oracle wants them.</summary>
    public Parlour AsParlour(int lines, DateRange dates, Instant earliest)
    {
        var (from, to) = (dates.First.PlusDays(-3).AtStartOfDayInZone(Riyadh).ToInstant(), dates.Last.PlusDays(3).AtStartOfDayInZone(Riyadh).ToInstant());
        var near = claims.Where(c => c.Time.End > from && c.Time.Start < to).ToLookup(c => c.Subject, c => c.Time);
        var plan = new HoursPlan(Week.EveryDay(Daytime));
        return new(
            Riyadh, dates, plan,
            [.. staff.Select(s => new ParlourPerson(s, plan, [], [.. near[ClaimSubject.Of(s)]]))],
            [.. Enumerable.Range(1, staff.Length).Select(unit => new ParlourUnit(chair, unit, chairs, [.. near[ClaimSubject.Of(chair, unit)]]))],
            new(15, earliest, Today.PlusDays(366)),
            new([.. shapes.Take(lines).Select(s => new LineRequest(s.Service, null, [.. staff.Select(p => new Candidate(p, s))]))]));
    }

    private async Task SetUpAsync()
    {
        await using var db = await services.GetRequiredService<Database>().OpenForWriteAsync(id, default);
        var organization = Organization.Create(id, "bench", new("Bench", "قياس"), new("Riyadh", "الرياض"), TimeProvider.System.GetCurrentInstant());
        organization.SetRules(new BookingRules { HorizonDays = 366, LeadMinutes = 60, SlotStep = 15 }, CancellationPolicy.Default);
        db.Organizations.Add(organization);
        db.Branches.Add(Branch.Open(id, branch, new("Olaya", "العليا"), LocalizedText.Empty, Riyadh.Id, "SAR", 0));
        var category = CategoryId.New();
        db.Categories.Add(Category.Add(id, category, new("Hair", "الشعر"), null, 0));
        db.ResourceTypes.Add(ResourceType.Add(id, chairs, new("Chair", "كرسي")));
        foreach (var (index, s) in shapes.Index())
            db.Services.Add(Service.Offer(id, s.Service, category, new($"Service {index}", $"خدمة {index}"), LocalizedText.Empty, new(s.Before, s.Active, s.Processing, s.Finishing, s.Buffer), new(10000, "SAR"), index));
        foreach (var (index, person) in staff.Index()) db.Staff.Add(StaffMember.Hire(id, person, new($"Person {index}", $"موظفة {index}"), LocalizedText.Empty, null, index));
        await db.SaveChangesAsync();

        db.Resources.Add(Resource.Add(id, chair, branch, chairs, new("Chair", "كرسي"), staff.Length));
        foreach (var shape in shapes)
        {
            foreach (var need in shape.Needs) db.ServiceNeeds.Add(ServiceNeed.Of(id, shape.Service, need.ResourceType, need.Blocks));
            foreach (var person in staff) db.StaffSkills.Add(StaffSkill.Of(id, person, shape.Service));
        }
        foreach (var day in Enumerable.Range(1, 7))
        {
            db.BranchHours.Add(BranchHours.On(id, branch, (IsoDayOfWeek)day, Daytime));
            foreach (var person in staff) db.StaffHours.Add(StaffHours.On(id, person, branch, (IsoDayOfWeek)day, Daytime));
        }
        if (await db.CommitAsync(default) is { } error) throw new InvalidOperationException(error.Code);
    }

    /// <summary>Fills days one after the other, each person's in turn, with random services and pauses.</summary>
    private async Task BookAsync(int bookings, int perDay)
    {
        var days = (bookings + perDay - 1) / perDay;
        for (var day = 0; day < days; day++)
        {
            var opens = Today.PlusDays(day - (days / 3)).AtStartOfDayInZone(Riyadh).ToInstant() + Duration.FromMinutes(Daytime.From);
            var from = claims.Count;
            BookDay(opens, Math.Min(perDay, bookings - (day * perDay)));
            await using var db = await services.GetRequiredService<Database>().OpenForWriteAsync(id, default);
            foreach (var (subject, time) in claims.Skip(from))
                db.Claims.Add(Claim.Take(id, null, subject.IsPerson ? ClaimKind.Person : ClaimKind.Resource, subject.Id, subject.Unit, time, null));
            if (await db.CommitAsync(default) is { } error) throw new InvalidOperationException(error.Code);
        }
    }

    private void BookDay(Instant opens, int bookings)
    {
        for (var person = 0; person < staff.Length; person++)
        {
            var minute = 15 * random.Next(0, 4);
            for (var mine = bookings * person / staff.Length; mine < bookings * (person + 1) / staff.Length; mine++)
            {
                var shape = shapes[random.Next(shapes.Length)];
                var start = minute + shape.Before;
                if (start + shape.Visible > Daytime.To - Daytime.From) break;
                foreach (var (a, b) in shape.PersonClaims()) Add(ClaimSubject.Of(staff[person]), a, b);
                foreach (var need in shape.Needs) Add(ClaimSubject.Of(chair, person + 1), shape.SpanOf(need).From, shape.SpanOf(need).To);
                minute = start + shape.Visible + shape.Buffer;
                minute = (minute + 14) / 15 * 15 + (15 * random.Next(0, 4));

                void Add(ClaimSubject subject, int from, int to) => claims.Add((subject, new(opens + Duration.FromMinutes(start + from), opens + Duration.FromMinutes(start + to))));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
