using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Accounts;
using Salon.Catalog;
using Salon.Data;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;
using Salon.Web.Hosting;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Web.Sandbox.Demo;

/// <summary>Fills an empty database with two believable salons, their people and their week, so that a newcomer has something to look at.</summary>
internal sealed class DemoData(Database database, DemoVisits visits, DemoPeople customers, SalonSettings settings, TimeProvider clock, PaymentAccounts accounts, TaxSettings taxes)
{
    private static readonly IsoDayOfWeek[] EarlyDays = [IsoDayOfWeek.Sunday, IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday];

    /// <summary>Does nothing when any organization exists.</summary>
    public async Task FillAsync(CancellationToken ct)
    {
        await using (var db = await database.OpenAcrossAsync(ct))
        {
            if (await db.Organizations.AnyAsync(ct)) return;
        }

        var now = clock.GetCurrentInstant();
        var people = await AddUsersAsync(now, ct);
        var lamsa = await AddSalonAsync(DemoSalons.Lamsa, now, ct);
        var noor = await AddSalonAsync(DemoSalons.Noor, now, ct);
        await accounts.SaveAsync(lamsa, $"{MoyasarKeys.Test}lamsa", live: false, ct, $"{MoyasarKeys.PublicTest}lamsa");
        await AddMembersAsync(lamsa, people, now, ct);
        await RegisterAsync(lamsa, people[Owner], ct);
        await visits.AddAsync(lamsa, people[Customer], settings.DemoHistoryDays, isPaid: true, now, ct);
        await visits.AddAsync(noor, people[Customer], settings.DemoHistoryDays, isPaid: false, now, ct);
        await customers.AddAsync(lamsa, ct);
        await customers.AddAsync(noor, ct);
        await TellNobodyAsync(ct);
    }

    // Visits made for show: the first message in the sandbox is the newcomer's own.
    private async Task TellNobodyAsync(CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        await db.Outbox.ExecuteDeleteAsync(ct);
        await SaveAsync(db, ct);
    }

    private const string Owner =
        "+966500000001", Desk = "+966500000002", Stylist = "+966500000003", Manager = "+966500000004", Customer = "+966500000010", Admin = "+966500000099";

    private async Task<Dictionary<string, UserId>> AddUsersAsync(Instant now, CancellationToken ct)
    {
        (string Phone, string Name)[] people = [(Owner, "أم فيصل"), (Desk, "عهود"), (Stylist, "هيفاء"), (Manager, "منيرة"), (Customer, "نورة الحربي"), (Admin, "مشغّل المنصة")];
        await using var db = await database.OpenForWriteAcrossAsync(ct);
        var users = people.ToDictionary(p => p.Phone, p => User.Register(PhoneNumber.FromStored(p.Phone), "ar", now, p.Name));
        users[Admin].MakePlatformAdmin();
        db.Users.AddRange(users.Values);
        await SaveAsync(db, ct);
        return users.ToDictionary(u => u.Key, u => u.Value.Id);
    }

    private async Task AddMembersAsync(OrganizationId lamsa, Dictionary<string, UserId> people, Instant now, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(lamsa, ct);
        var haifa = await db.Staff.OrderBy(s => s.Position).Select(s => s.Id).FirstAsync(ct);
        db.Memberships.Add(Membership.Of(lamsa, people[Owner], Role.Owner, now));
        db.Memberships.Add(Membership.Of(lamsa, people[Desk], Role.Desk, now));
        db.Memberships.Add(Membership.Of(lamsa, people[Manager], Role.Manager, now));
        db.Memberships.Add(Membership.Of(lamsa, people[Stylist], Role.Stylist, now, haifa));
        await SaveAsync(db, ct);
    }

    // Lamsa is registered for VAT, Noor is not: both kinds of receipts can be looked at.
    private async Task RegisterAsync(OrganizationId lamsa, UserId owner, CancellationToken ct)
    {
        var details = new TaxDetails(TaxScheme.Phase1, "310122393500003", new("Lamsa Beauty Est.", "مؤسسة لمسة للتجميل"), new("Tahlia Street, Al Olaya, Riyadh", "شارع التحلية، حي العليا، الرياض"));
        if (await taxes.SaveAsync(new Actor(lamsa, owner, Role.Owner), details, new(TaxScheme.NotRegistered, "", LocalizedText.Empty, LocalizedText.Empty), ct) is { } refusal)
            throw new InvalidOperationException($"The demo's tax details are refused: {refusal.Code}.");
    }

    private async Task<OrganizationId> AddSalonAsync(DemoSalon demo, Instant now, CancellationToken ct)
    {
        var id = OrganizationId.New();
        await using var db = await database.OpenForWriteAsync(id, ct);

        var organization = Organization.Create(id, demo.Slug, demo.Name, demo.City, now);
        organization.Describe(demo.Name, demo.About, demo.City, demo.Phone, demo.Services.SelectMany(s => new[] { s.Name.En, s.Name.Ar }));
        organization.ShowPictures(demo.Cover, null, demo.Gallery);
        organization.SetRules(new BookingRules { AllowTogether = true, VisitsPerDay = null, OpenVisits = null }, new CancellationPolicy { FreeUntilHours = 6 });
        db.Organizations.Add(organization);

        var branches = demo.Branches.Select((b, i) => AddBranch(db, id, b, i)).ToList();
        var types = demo.Resources.ToDictionary(r => r.Key, _ => ResourceTypeId.New());
        foreach (var resource in demo.Resources)
        {
            db.ResourceTypes.Add(ResourceType.Add(id, types[resource.Key], resource.Name));
            foreach (var branch in branches) db.Resources.Add(Resource.Add(id, ResourceId.New(), branch, types[resource.Key], resource.Name, resource.Capacity));
        }

        var categories = demo.Categories.ToDictionary(c => c.Key, _ => CategoryId.New());
        foreach (var (category, i) in demo.Categories.Select((c, i) => (c, i))) db.Categories.Add(Category.Add(id, categories[category.Key], category.Name, category.Key, i));
        var services = demo.Services.Select((s, i) => (s.Category, Id: AddService(db, id, s, categories[s.Category], types, i))).ToList();
        var named = demo.Services.Zip(services).ToDictionary(pair => pair.First.Name.En, pair => pair.Second.Id, StringComparer.Ordinal);
        db.ServiceAddOns.AddRange(DemoSalons.AddOns.Where(a => named.ContainsKey(a.Service) && named.ContainsKey(a.AddOn)).Select(a => ServiceAddOn.Of(id, named[a.Service], named[a.AddOn])));
        foreach (var (staff, i) in demo.Staff.Select((s, i) => (s, i))) AddStaff(db, demo, staff, i, id, branches, services);

        await SaveAsync(db, ct);
        return id;
    }

    private static BranchId AddBranch(SalonDb db, OrganizationId organization, DemoBranch demo, int position)
    {
        var branch = Branch.Open(organization, BranchId.New(), demo.Name, demo.Address, demo.Zone, "SAR", position);
        branch.Describe(demo.Name, demo.Address, demo.Phone, demo.Latitude, demo.Longitude);
        db.Branches.Add(branch);
        foreach (var day in Week) db.BranchHours.Add(BranchHours.On(organization, branch.Id, day, HoursOn(demo, day)));
        return branch.Id;
    }

    private static ServiceId AddService(SalonDb db, OrganizationId organization, DemoService demo, CategoryId category, Dictionary<string, ResourceTypeId> types, int position)
    {
        var service = Service.Offer(organization, ServiceId.New(), category, demo.Name, demo.About, demo.Time, new Money(demo.Riyals * 100L, "SAR"), position);
        if (demo.Name.En == DemoSalons.WithDeposit) service.Present(null, new DepositRule(null, 10_000));
        if (demo.Name.En == DemoSalons.WithFees)
        {
            service.Present(null, new DepositRule(null, 10_000));
            service.Charge(new(Share.Percent(20), Share.Amount(10_000)), freeUntilHours: 168);
        }

        db.Services.Add(service);
        foreach (var (resource, blocks) in demo.Needs) db.ServiceNeeds.Add(ServiceNeed.Of(organization, service.Id, types[resource], blocks));
        return service.Id;
    }

    private static void AddStaff(
        SalonDb db, DemoSalon demo, DemoStaff staff, int position, OrganizationId organization, List<BranchId> branches, List<(string Category, ServiceId Id)> services)
    {
        var id = StaffId.New();
        db.Staff.Add(StaffMember.Hire(organization, id, staff.Name, staff.Title, $"img/demo/staff-{staff.Portrait}.svg", position));
        foreach (var service in services.Where(s => staff.Skills.Contains(s.Category))) db.StaffSkills.Add(StaffSkill.Of(organization, id, service.Id));

        var freeDay = Week[(position + 1) % 5]; // everybody rests on another day
        foreach (var day in Week.Where(d => d != freeDay))
        {
            var index = staff.Branches.Length == 1 || EarlyDays.Contains(day) ? staff.Branches[0] : staff.Branches[1];
            var hours = HoursOn(demo.Branches[index], day);
            var late = position % 2 == 1 ? Math.Min(120, (hours.To - hours.From) / 4) : 0; // half of them begin later
            db.StaffHours.Add(StaffHours.On(organization, id, branches[index], day, new DayHours(hours.From + late, hours.To)));
            var lunch = hours.From + late + 240;
            db.StaffHours.Add(StaffHours.On(organization, id, branches[index], day, new DayHours(lunch, lunch + 30), isBreak: true));
        }
    }

    private static readonly IsoDayOfWeek[] Week =
    [
        IsoDayOfWeek.Sunday, IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday,
    ];

    private static DayHours HoursOn(DemoBranch branch, IsoDayOfWeek day) => day == IsoDayOfWeek.Friday ? branch.Friday : branch.Hours;

    private static async Task SaveAsync(SalonDb db, CancellationToken ct)
    {
        if (await db.CommitAsync(ct) is { } refusal) throw new InvalidOperationException($"The demo data was refused: {refusal.Code}");
    }
}
