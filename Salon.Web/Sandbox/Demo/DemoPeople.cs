using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Bookings.Reviews;
using Salon.Bookings.Waitlist;
using Salon.Contacts;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Web.Sandbox.Demo;

/// <summary>What the demo salons know of their customers, what those said, and who is waiting.</summary>
internal sealed class DemoPeople(Database database, ContactService contacts, ReviewService reviews, WaitlistService waitlist)
{
    private static readonly (int Stars, string Text)[] Words =
    [
        (5, "تعامل راقٍ واهتمام بأدق التفاصيل، والنتيجة أجمل مما توقعت."), (5, "أفضل استشوار جربته، ثبت معي يومين."), (4, "الخدمة ممتازة لكن انتظرت عشر دقائق."),
        (5, "Calm place, on time to the minute. I will be back."), (5, ""), (3, "اللون جميل لكنه أغمق قليلًا مما طلبت."), (5, "المكان نظيف وهادئ والموظفات لطيفات جدًا."),
        (4, "Lovely result. Parking is hard to find in the evening."), (5, "دقة في الموعد وأسعار واضحة من البداية، شكرًا لكن."), (2, "تأخر موعدي نصف ساعة ولم يعتذر أحد."), (5, "صبغة الجذور متقنة ولم تتعب شعري."), (4, ""),
    ];

    private static readonly (string[] Tags, string Note, string Allergies)[] Known =
    [
        (["مميزة"], "تفضل القهوة العربية والجلوس قرب النافذة.", ""), (["عروس"], "حفلها بعد شهرين، تجربة التسريحة قبل أسبوع.", ""), ([], "", "حساسية من الحناء السوداء"),
        (["مميزة", "أظافر"], "", ""), ([], "تفضل المواعيد المسائية.", ""), (["جديدة"], "", "بشرة حساسة، اختبار قبل أي حمض"),
    ];

    public async Task AddAsync(OrganizationId organization, CancellationToken ct)
    {
        var system = Actor.System(organization);
        await DescribeAsync(system, ct);
        await ReviewAsync(system, ct);
        await WaitAsync(system, ct);
    }

    private async Task DescribeAsync(Actor system, CancellationToken ct)
    {
        foreach (var (id, (tags, note, allergies)) in (await ReadAsync(system, db => db.Contacts.OrderBy(c => c.Name).Select(c => c.Id).Take(Known.Length).ToListAsync(ct), ct)).Zip(Known))
        {
            if ((await contacts.FindAsync(system, id, ct)).TryGet(out var edit, out _))
                await contacts.ChangeAsync(system, id, edit.Draft with { Tags = tags, Note = note, Allergies = allergies, WantsNews = note.Length > 0 }, edit.Version, ct);
        }
    }

    private async Task ReviewAsync(Actor system, CancellationToken ct)
    {
        var visits = await ReadAsync(system, db => db.Bookings.Where(b => b.Status == BookingStatus.Completed && db.Contacts.Any(c => c.Id == b.ContactId && c.UserId == null)) // what the newcomer thinks, she says herself
            .OrderByDescending(b => b.EndsAt).Select(b => b.Id).Take(Words.Length * 2).ToListAsync(ct), ct);
        foreach (var (visit, (stars, text)) in visits.Where((_, i) => i % 2 == 0).Zip(Words))
        {
            if (!(await reviews.WriteAsync(system with { Booking = visit }, visit, stars, text, ct)).TryGet(out var review, out _)) continue;
            if (stars == 2) await reviews.ReplyAsync(system, review, "نعتذر عن التأخير، ونسعد بزيارتك القادمة على ضيافتنا.", ct);
        }
    }

    private async Task WaitAsync(Actor system, CancellationToken ct)
    {
        var branch = await ReadAsync(system, db => db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.ZoneId }).FirstAsync(ct), ct);
        var busy = await ReadAsync(system, db => (
            from l in db.BookingLines
            join b in db.Bookings on l.BookingId equals b.Id
            where b.BranchId == branch.Id && b.Status == BookingStatus.Confirmed
            orderby b.StartsAt descending
            select new { l.ServiceId, l.StaffId, b.BusinessDate, l.StartsAt }).Take(40).ToListAsync(ct), ct);
        var zone = DateTimeZoneProviders.Tzdb[branch.ZoneId];
        foreach (var (i, line) in busy.DistinctBy(l => l.StaffId).Take(3).Index())
        {
            var local = line.StartsAt.InZone(zone).TimeOfDay;
            var minute = local.Hour * 60 + local.Minute;
            // Exactly the time somebody else has: nothing is offered until that one is given back.
            var request = new WaitRequest(WaitId.New(), branch.Id, [new WantedLine(line.ServiceId, line.StaffId)], new(line.BusinessDate, line.BusinessDate), minute, minute + 15);
            var (name, phone) = DemoSalons.Customers[^(i + 1)];
            await waitlist.JoinAsync(system, request, new Customer(null, PhoneNumber.FromStored(phone), name.Ar, "ar"), ct);
        }
    }

    private async Task<T> ReadAsync<T>(Actor system, Func<SalonDb, Task<T>> read, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(system.Organization, ct);
        return await read(db);
    }
}
