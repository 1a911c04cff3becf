using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Bookings.Customers;
using Salon.Contacts;
using Salon.Tests.World;

namespace Salon.Tests.Bookings.Customers;

public sealed class CustomerTests
{
    [Theory, BothDatabases]
    public async Task She_is_found_by_her_name_her_phone_or_her_booking_however_they_are_spelled(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var her = await AddAsync(world, shop, "أحلام العتيبي", "+966551234567");
        await AddAsync(world, shop, "هند", "+966559999999");
        Assert.True((await shop.BookAsync(Shop.At(10))).TryGet(out var booking, out _));
        var number = (await shop.ReadAsync(booking)).Number.ToString(CultureInfo.InvariantCulture);
        var queries = world.Get<CustomerQueries>();

        foreach (var typed in (string[])["احلام", "أحلام", "ahlam", "العتيبى", "0551234567", "٠٥٥١٢٣٤٥٦٧", "+966 55 123 4567", "00966551234567", "551234", "055 123"])
            Assert.Equal((typed, her), (typed, Assert.Single((await queries.SearchAsync(shop.Desk, typed, default)).Customers).Id));
        var byNumber = await queries.SearchAsync(shop.Desk, number, default);
        Assert.Equal((booking, "Noura"), (byNumber.Bookings.Single().Id, byNumber.Customers.Single().Name));
        foreach (var typed in (string[])["", "   ", "zzzz", "%", "'", "000"]) Assert.Empty((await queries.SearchAsync(shop.Desk, typed, default)).Customers);
    }

    [Theory, BothDatabases]
    public async Task What_the_desk_books_under_a_phone_is_hers_once_she_proves_it_and_never_somebody_elses(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var (bookings, contacts, phone) = (world.Get<BookingService>(), world.Get<ContactService>(), PhoneNumber.FromStored("+966551234567"));
        Task<int> MineAsync(UserId user) => world.Get<BookingQueries>().MineAsync(user, default).ContinueWith(mine => mine.Result.Count, TaskScheduler.Default);
        Task BookAsync(int hour, PhoneNumber under) => bookings.BookAsync(shop.Desk, shop.Request(Shop.At(hour)) with { Channel = BookingChannel.Desk }, new Customer(null, under, "Hind", "ar"), default);

        await BookAsync(10, phone);
        var hind = await shop.RegisterAsync(phone, "Hind");
        Assert.Equal(0, await MineAsync(hind));
        await contacts.RecognizeAsync(hind, default);
        Assert.Equal(1, await MineAsync(hind));
        await BookAsync(12, phone);
        Assert.Equal(2, await MineAsync(hind));

        // Known already when the desk meets her.
        var other = PhoneNumber.FromStored("+966557654321");
        var dana = await shop.RegisterAsync(other, "Dana");
        await BookAsync(14, other);
        Assert.Equal(1, await MineAsync(dana));

        // The desk had mistyped: the number, and with it the visits, are another person's.
        var id = await shop.QueryAsync(d => d.Contacts.Where(c => c.Phone == other.Value).Select(c => c.Id).SingleAsync());
        Assert.True((await contacts.FindAsync(shop.Desk, id, default)).TryGet(out var edit, out _));
        Assert.Null(await contacts.ChangeAsync(shop.Desk, id, edit.Draft with { Phone = "+966550001111" }, edit.Version, default));
        Assert.Equal(0, await MineAsync(dana));
    }

    [Theory, BothDatabases]
    public async Task A_stylist_finds_only_whom_she_serves_and_no_numbers(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await shop.BookAsync(Shop.At(10), staff: shop.Mona);
        await AddAsync(world, shop, "Nobody's", "+966551234567");
        var queries = world.Get<CustomerQueries>();
        var (mona, sara) = (new Actor(shop.Id, UserId.New(), Role.Stylist, shop.Mona), new Actor(shop.Id, UserId.New(), Role.Stylist, shop.Sara));

        var found = Assert.Single((await queries.SearchAsync(mona, "nora", default)).Customers);
        Assert.Null(found.Phone);
        Assert.Empty((await queries.SearchAsync(sara, "nora", default)).Customers);
        Assert.Empty((await queries.SearchAsync(mona, "nobody", default)).Customers);
        Assert.True((await queries.FindAsync(mona, found.Id, default)).TryGet(out var view, out _));
        Assert.True(view is { Summary: { Phone: null, Email: null, Spent: null, CanEdit: false }, CanMerge: false, Policies.Count: 0 } && view.Visits.Count == 1);
        Assert.Equal(ContactErrors.NotFound, (await queries.FindAsync(sara, found.Id, default)).Error);
        Assert.Equal(ContactErrors.NotAllowed, (await queries.ListAsync(mona, new(), default)).Error);
        foreach (var actor in (Actor[])[mona, shop.CustomerActor])
        {
            Assert.Equal(ContactErrors.NotAllowed, (await world.Get<ContactService>().FindAsync(actor, found.Id, default)).Error);
            Assert.Equal(ContactErrors.NotAllowed, await world.Get<ContactService>().AddAsync(actor, ContactId.New(), ContactDraft.Empty with { Name = "x" }, default));
        }

        Assert.Equal(ContactErrors.NotAllowed, queries.Export(shop.Desk, new(), default).Error); // the desk sees the list and does not take it away
        Assert.Equal(ContactErrors.NotAllowed, (await queries.FindAsync(shop.CustomerActor, found.Id, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task Her_card_counts_what_happened(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();
        var ids = new List<BookingId>();
        foreach (var hour in (int[])[10, 12, 14, 16]) ids.Add((await shop.BookAsync(Shop.At(hour))).TryGet(out var id, out _) ? id : default);
        world.Clock.Set(Shop.At(9, 30));
        await bookings.ArriveAsync(shop.Desk, ids[0], default);
        await bookings.CompleteAsync(shop.Desk, ids[0], default);
        await bookings.CancelAsync(shop.Desk, ids[1], "ill", default);
        world.Clock.Set(Shop.At(14, 30));
        Assert.Null((await bookings.NoShowAsync(shop.Desk, ids[2], default)).Error);
        var contact = (await shop.ReadAsync(ids[0])).ContactId!.Value;
        var draft = ContactDraft.Empty with { Name = "نورة", Phone = "0500000777", Allergies = "henna", Note = "likes tea", PreferredStaff = shop.Sara, WantsNews = true, Tags = ["VIP", " vip ", "bride"] };
        Assert.True((await world.Get<ContactService>().FindAsync(shop.Desk, contact, default)).TryGet(out var edit, out _));
        Assert.Null(await world.Get<ContactService>().ChangeAsync(shop.Desk, contact, draft, edit.Version, default));
        Assert.Equal("Data.ChangedMeanwhile", (await world.Get<ContactService>().ChangeAsync(shop.Desk, contact, draft, edit.Version, default))?.Code);

        Assert.True((await world.Get<CustomerQueries>().FindAsync(shop.Desk, contact, default)).TryGet(out var view, out _));
        var her = view.Summary;
        Assert.Equal((1, 1, 1), (her.Visits, her.NoShows, her.Cancelled));
        Assert.Equal((new LocalDate(2026, 12, 8), Shop.At(16)), (her.LastVisit, her.NextVisit?.StartsAt));
        Assert.Equal(new Money(10000, "SAR"), her.Spent);
        Assert.Equal(["VIP", "bride"], her.Tags);
        Assert.Equal(("henna", "likes tea", "Sara", true), (her.Allergies, her.Note, her.PreferredStaff?.En, her.WantsNews));
        Assert.Equal(4, view.Visits.Count);
        Assert.Equal(12, Assert.Single(view.Policies).FreeUntilHours);
    }

    [Theory, BothDatabases]
    public async Task The_list_is_filtered_sorted_and_paged_by_the_database(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        for (var i = 0; i < 30; i++) await AddAsync(world, shop, $"Name {i:00}", $"+9665512300{i:00}", i < 3 ? ["VIP"] : []);
        await shop.BookAsync(Shop.At(10));
        var queries = world.Get<CustomerQueries>();

        async Task<CustomerList> ListAsync(CustomerQuestion question) => (await queries.ListAsync(shop.Desk, question, default)).TryGet(out var list, out _) ? list : throw new InvalidOperationException();
        var second = await ListAsync(new(Order: CustomerOrder.Name, Page: 2));
        Assert.Equal((31, 2, 6), (second.Total, second.Pages, second.Rows.Count));
        Assert.Equal(3, (await ListAsync(new(Tag: "VIP"))).Total);
        Assert.Equal("Noura", Assert.Single((await ListAsync(new(Filter: CustomerFilter.Coming))).Rows).Name);
        foreach (var filter in Enum.GetValues<CustomerFilter>())
        {
            foreach (var order in Enum.GetValues<CustomerOrder>()) Assert.InRange((await ListAsync(new(Filter: filter, Order: order))).Rows.Count, 0, CustomerQueries.PageSize);
        }

        Assert.True(queries.Export(shop.Owner, new(Tag: "VIP"), default).TryGet(out var file, out _));
        Assert.Equal(3, await file.Rows.CountAsync());
    }

    [Theory, BothDatabases]
    public async Task Two_entries_of_one_person_become_one_with_everything(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(10))).TryGet(out var booking, out _));
        var duplicate = (await shop.ReadAsync(booking)).ContactId!.Value;
        var kept = await AddAsync(world, shop, "Noura Al Harbi", "", ["bride"], "prefers mornings");
        var merge = world.Get<CustomerMerge>();

        Assert.Equal(ContactErrors.NotAllowed, await merge.MergeAsync(shop.Desk, kept, duplicate, default));
        Assert.Equal(ContactErrors.SameContact, await merge.MergeAsync(shop.Owner, kept, kept, default));
        Assert.Null(await merge.MergeAsync(shop.Owner, kept, duplicate, default));

        Assert.True((await world.Get<CustomerQueries>().FindAsync(shop.Owner, kept, default)).TryGet(out var view, out _));
        Assert.Equal(("Noura Al Harbi", "+966500000777", "prefers mornings"), (view.Summary.Name, view.Summary.Phone, view.Summary.Note));
        Assert.Equal(booking, Assert.Single(view.Visits).Id);
        Assert.Equal(1, await shop.QueryAsync(q => q.Contacts.CountAsync()));
        Assert.Null((await shop.BookAsync(Shop.At(12))).Error); // her account finds her again
        Assert.Equal(1, await shop.QueryAsync(q => q.Contacts.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task What_is_wrong_with_a_customer_is_told_at_its_field(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await AddAsync(world, shop, "First", "+966551234567");

        var refusal = await world.Get<ContactService>().AddAsync(shop.Desk, ContactId.New(), ContactDraft.Empty with { Phone = "12", Email = "nobody", Tags = [new string('x', 40)] }, default);
        Assert.Equal(["Email", "Name", "Phone", "Tags"], refusal!.Fields.Keys.Order(StringComparer.Ordinal));
        refusal = await world.Get<ContactService>().AddAsync(shop.Desk, ContactId.New(), ContactDraft.Empty with { Name = "Second", Phone = "055 123 4567" }, default);
        Assert.Equal("Contacts.PhoneTaken", Assert.Single(refusal!.Fields).Value.Code);
    }

    private static async Task<ContactId> AddAsync(SalonWorld world, Shop shop, string name, string phone, string[]? tags = null, string note = "")
    {
        var id = ContactId.New();
        Assert.Null(await world.Get<ContactService>().AddAsync(shop.Desk, id, ContactDraft.Empty with { Name = name, Phone = phone, Tags = tags ?? [], Note = note }, default));
        return id;
    }
}
