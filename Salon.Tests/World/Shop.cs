using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Data;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Tests.World;

/// <summary>A small salon to test with: one branch in Riyadh, open 10:00–22:00 every day, two people who do everything, short ways to book.</summary>
public sealed class Shop
{
    private readonly IWorld world;

    private Shop(IWorld world) => this.world = world;

    public OrganizationId Id { get; } = OrganizationId.New();
    public BranchId Branch { get; } = BranchId.New();
    public CategoryId Category { get; } = CategoryId.New();

    /// <summary>60 minutes, 100 SAR.</summary>
    public ServiceId Haircut { get; } = ServiceId.New();

    /// <summary>30 active, 30 processing, 30 finishing; needs the only colour chair; 200 SAR.</summary>
    public ServiceId Colour { get; } = ServiceId.New();

    public StaffId Mona { get; } = StaffId.New();
    public StaffId Sara { get; } = StaffId.New();
    public ResourceTypeId ChairType { get; } = ResourceTypeId.New();
    public ResourceId Chair { get; } = ResourceId.New();
    public UserId Customer { get; private set; }

    public static readonly PhoneNumber CustomerPhone = PhoneNumber.FromStored("+966500000777");

    public Actor Owner => new(Id, null, Role.Owner);

    public Actor Desk => new(Id, null, Role.Desk);

    public Actor CustomerActor => new(Id, Customer, Role.Customer, Browser: "customer-browser");

    public static Actor Visitor(Shop shop, string browser) => Actor.Visitor(shop.Id, browser);

    /// <summary>The customer with her proved phone.</summary>
    public Customer Her => new(Customer, CustomerPhone, "Noura", "ar");

    /// <summary>A wall-clock time of a day of the test week in Riyadh; day 0 is Monday 7 December 2026.</summary>
    public static Instant At(int hour, int minute = 0, int day = 1) =>
        new LocalDateTime(2026, 12, 7, hour, minute).PlusDays(day).InZoneStrictly(DateTimeZoneProviders.Tzdb["Asia/Riyadh"]).ToInstant();

    public static async Task<Shop> OpenAsync(IWorld world, string slug = "shop", int people = 2, Action<SalonDb, Shop>? also = null)
    {
        var shop = new Shop(world);
        await using var db = await world.Database.OpenForWriteAsync(shop.Id, default);
        var organization = Organization.Create(shop.Id, slug, new(slug, slug), new("Riyadh", "الرياض"), world.Clock.Now);
        // Its one customer books what a test needs; OnlineLimitsTests says otherwise
        organization.SetRules(organization.Rules with { VisitsPerDay = null, OpenVisits = null }, organization.Cancellation);
        db.Organizations.Add(organization);
        db.Branches.Add(Salon.Tenancy.Branch.Open(shop.Id, shop.Branch, new("Main", "الرئيسي"), new("King Road", "طريق الملك"), "Asia/Riyadh", "SAR", 0));
        db.Categories.Add(Salon.Catalog.Category.Add(shop.Id, shop.Category, new("Hair", "الشعر"), "hair", 0));
        db.Services.Add(Service.Offer(shop.Id, shop.Haircut, shop.Category, new("Haircut", "قص"), LocalizedText.Empty, new(0, 60, 0, 0, 0), new(10000, "SAR"), 0));
        db.Services.Add(Service.Offer(shop.Id, shop.Colour, shop.Category, new("Colour", "صبغة"), LocalizedText.Empty, new(0, 30, 30, 30, 0), new(20000, "SAR"), 1));
        db.ResourceTypes.Add(ResourceType.Add(shop.Id, shop.ChairType, new("Colour chair", "كرسي صبغة")));
        db.Resources.Add(Resource.Add(shop.Id, shop.Chair, shop.Branch, shop.ChairType, new("Colour chair", "كرسي صبغة"), 1));
        db.ServiceNeeds.Add(ServiceNeed.Of(shop.Id, shop.Colour, shop.ChairType, Blocks.All));
        foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None)) db.BranchHours.Add(Salon.Tenancy.BranchHours.On(shop.Id, shop.Branch, day, new(600, 1320)));
        var names = new[] { "Mona", "Sara" }.Concat(Enumerable.Range(3, 100).Select(i => $"Person {i}")).ToArray();
        for (var i = 0; i < people; i++) Hire(db, shop, i switch { 0 => shop.Mona, 1 => shop.Sara, _ => StaffId.New() }, names[i], i);
        also?.Invoke(db, shop);
        Assert.Null(await db.CommitAsync(default));

        shop.Customer = await shop.RegisterAsync(CustomerPhone, "Noura");
        return shop;
    }

    /// <summary>A person who works all the branch's hours and does everything.</summary>
    public static void Hire(SalonDb db, Shop shop, StaffId id, string name, int position)
    {
        db.Staff.Add(StaffMember.Hire(shop.Id, id, new(name, name), LocalizedText.Empty, null, position));
        foreach (var service in (ServiceId[])[shop.Haircut, shop.Colour]) db.StaffSkills.Add(StaffSkill.Of(shop.Id, id, service));
        foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None)) db.StaffHours.Add(Salon.Team.StaffHours.On(shop.Id, id, shop.Branch, day, new(600, 1320)));
    }

    /// <summary>Another person with an account; the same phone is the same account.</summary>
    public async Task<UserId> RegisterAsync(PhoneNumber phone, string name)
    {
        await using var db = await world.Database.OpenForWriteAcrossAsync(default);
        if (await db.Users.SingleOrDefaultAsync(u => u.Phone == phone.Value) is { } known) return known.Id;
        var user = User.Register(phone, "ar", world.Clock.Now, name);
        db.Users.Add(user);
        Assert.Null(await db.CommitAsync(default));
        return user.Id;
    }

    /// <summary>Somebody who works here has signed in.</summary>
    public async Task<(UserId User, SessionId Session)> SignInAsync(string phone, Role role)
    {
        var user = await RegisterAsync(PhoneNumber.FromStored(phone), role.ToString());
        var session = Session.Start(user, "test", world.Clock.Now, world.Get<SignInOptions>());
        await using (var across = await world.Database.OpenForWriteAcrossAsync(default))
        {
            across.Sessions.Add(session);
            Assert.Null(await across.CommitAsync(default));
        }

        await using var write = await world.Database.OpenForWriteAsync(Id, default);
        write.Memberships.Add(Membership.Of(Id, user, role, world.Clock.Now, null));
        Assert.Null(await write.CommitAsync(default));
        return (user, session.Id);
    }

    public BookRequest Request(Instant at, ServiceId? service = null, StaffId? staff = null) => new(BookingId.New(), Branch, at, [new(service ?? Haircut, staff)]);

    public Task<Result<BookingId>> BookAsync(Instant at, ServiceId? service = null, StaffId? staff = null) =>
        world.Get<BookingService>().BookAsync(CustomerActor, Request(at, service, staff), Her, default);

    public async Task<Booking> ReadAsync(BookingId id)
    {
        await using var db = await world.Database.OpenAsync(Id, default);
        return await db.Bookings.Include(b => b.Lines).AsNoTracking().SingleAsync(b => b.Id == id);
    }

    public async Task<T> QueryAsync<T>(Func<SalonDb, Task<T>> read)
    {
        await using var db = await world.Database.OpenAsync(Id, default);
        return await read(db);
    }
}
