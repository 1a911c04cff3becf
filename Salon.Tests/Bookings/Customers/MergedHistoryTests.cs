using System.Collections;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Bookings.Customers;
using Salon.Bookings.Groups;
using Salon.Bookings.Reviews;
using Salon.Bookings.Waitlist;
using Salon.Contacts;
using Salon.Data;
using Salon.Payments.Rules;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Tests.Payments;
using Salon.Tests.World;

namespace Salon.Tests.Bookings.Customers;

/// <summary>Two entries of one person become one: nothing that was known of either is forgotten.</summary>
public sealed class MergedHistoryTests
{
    // What is never rewritten, and how it is found again.
    private static readonly string[] FoundByTheVisit = ["BookingSettlement.ContactId"];

    [Theory, BothDatabases]
    public async Task Nothing_that_names_a_customer_is_left_behind_when_she_is_merged(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(10))).TryGet(out var booking, out _));
        var goes = (await shop.ReadAsync(booking)).ContactId!.Value;
        var stays = ContactId.New();
        Assert.Null(await world.Get<ContactService>().AddAsync(shop.Desk, stays, ContactDraft.Empty with { Name = "Noura Al Harbi" }, default));
        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            write.Reviews.Add(Review.Write(shop.Id, booking, goes, 5, "Lovely", world.Clock.Now));
            var request = new WaitRequest(WaitId.New(), shop.Branch, [new(shop.Haircut, null)], new(new(2026, 3, 9), new(2026, 3, 9)), 600, 1200);
            write.WaitlistEntries.Add(WaitlistEntry.Join(shop.Id, request, goes, "ar", world.Clock.Now));
            write.BookingGroups.Add(BookingGroup.Of(shop.Id, GroupId.New(), shop.Branch, goes, "Wedding", world.Clock.Now));
            write.ContactTags.Add(ContactTag.Of(shop.Id, goes, "bride"));
            write.Settlements.Add(BookingSettlement.Of(shop.Id, booking, goes, CancelCause.ByCustomer, 5000, new(0, 5000, SettleReason.FirstTime), world.Clock.Now));
            Assert.Null(await write.CommitAsync(default));
        }

        // Whoever adds a table that names a customer adds a row of it above, and its line to CustomerMerge.
        var named = await shop.QueryAsync(q => Task.FromResult(NamedIn(q, goes)));
        Assert.All(named, column => Assert.True(column.Rows > 0, $"{column.Name} names a customer and has no row in this test."));

        Assert.Null(await world.Get<CustomerMerge>().MergeAsync(shop.Owner, stays, goes, default));

        var left = await shop.QueryAsync(q => Task.FromResult(NamedIn(q, goes)));
        Assert.Equal(FoundByTheVisit, left.Where(column => column.Rows > 0).Select(column => column.Name));
        Assert.Equal(stays, (await shop.ReadAsync(booking)).ContactId);
    }

    [Theory, BothDatabases]
    public async Task What_was_forgiven_once_stays_forgiven_once_when_two_customers_turn_out_to_be_one(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, new MoneyRules { Deposit = Share.Percent(50), Grace = true });
        var (first, _, _) = await site.PaidAsync(14);
        var (second, _, _) = await site.PaidAsync(16);
        site.Clock.Set(Shop.At(13, day: 3));
        await CancelAsync(site, first);
        var goes = (await site.Shop.ReadAsync(first)).ContactId!.Value;
        var stays = ContactId.New();
        Assert.Null(await site.Get<ContactService>().AddAsync(site.Shop.Desk, stays, ContactDraft.Empty with { Name = "Noura Al Harbi" }, default));

        Assert.Null(await site.Get<CustomerMerge>().MergeAsync(site.Shop.Owner, stays, goes, default));
        await CancelAsync(site, second);

        Assert.Equal(SettleReason.FirstTime, await ReasonAsync(site, first));
        Assert.Equal(SettleReason.Late, await ReasonAsync(site, second));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task She_is_known_since_the_older_entry_and_spoken_to_in_the_language_of_her_account(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(10))).TryGet(out var booking, out _));
        var goes = (await shop.ReadAsync(booking)).ContactId!.Value;
        var since = await shop.QueryAsync(q => q.Contacts.Where(c => c.Id == goes).Select(c => c.CreatedAt).SingleAsync());
        world.Clock.Set(Shop.At(11));
        var stays = ContactId.New();
        Assert.Null(await world.Get<ContactService>().AddAsync(shop.Desk, stays, ContactDraft.Empty with { Name = "Noura Al Harbi", Language = "en" }, default));

        Assert.Null(await world.Get<CustomerMerge>().MergeAsync(shop.Owner, stays, goes, default));

        var her = await shop.QueryAsync(q => q.Contacts.SingleAsync());
        Assert.Equal((stays, since, "ar", shop.Customer), (her.Id, her.CreatedAt, her.Language, her.UserId!.Value));
    }

    // Every column of every tenant's table that holds a customer's id, by the model, and how many rows of it name this one.
    private static List<(string Name, int Rows)> NamedIn(SalonDb db, ContactId contact)
    {
        var columns = from type in db.Model.GetEntityTypes()
                      where typeof(ITenantRow).IsAssignableFrom(type.ClrType)
                      from property in type.GetProperties()
                      where (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(ContactId) && !(type.ClrType == typeof(Contact) && property.Name == nameof(Contact.Id))
                      orderby type.ClrType.Name, property.Name
                      select (Type: type.ClrType, Property: property.PropertyInfo!);
        return [.. columns.Select(c => ($"{c.Type.Name}.{c.Property.Name}", RowsOf(db, c.Type).Count(row => contact.Equals(c.Property.GetValue(row)))))];
    }

    private static IEnumerable<object> RowsOf(SalonDb db, Type type) =>
        ((IEnumerable)typeof(DbContext).GetMethod(nameof(DbContext.Set), BindingFlags.Public | BindingFlags.Instance, [])!.MakeGenericMethod(type).Invoke(db, null)!).Cast<object>();

    private static async Task CancelAsync(PaySite site, BookingId booking)
    {
        await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, booking, null, default);
        await site.SettleAsync();
    }

    private static Task<SettleReason> ReasonAsync(PaySite site, BookingId booking) =>
        site.QueryAsync(q => q.Settlements.Where(s => s.BookingId == booking).Select(s => s.Reason).SingleAsync());
}
