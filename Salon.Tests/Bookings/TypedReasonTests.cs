using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

/// <summary>What is typed in a circuit passes no reader of bodies or forms: the services themselves keep out what nobody means to type.</summary>
public sealed class TypedReasonTests
{
    private const string Typed = " She\0 flies\u202E\u0007 tonight\u2066 ";
    private const string Kept = "She flies tonight";

    [Theory, BothDatabases]
    public async Task Reasons_notes_and_names_are_kept_without_what_harms_their_reader(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 1);
        var bookings = world.Get<BookingService>();
        Assert.True((await shop.BookAsync(Shop.At(10))).TryGet(out var first, out _));
        Assert.True((await shop.BookAsync(Shop.At(14))).TryGet(out var second, out _));

        var request = shop.Request(Shop.At(10, 15), staff: shop.Mona) with { Channel = BookingChannel.Desk, Note = Typed };
        Assert.Null((await bookings.OverbookAsync(shop.Owner, request, new(null, null, Typed, "ar"), Typed, default)).Error);
        var line = Assert.Single((await shop.ReadAsync(second)).Lines);
        var move = new DeskMove(second, line.Id, Shop.At(10, 30), [new WantedLine(line.ServiceId, line.StaffId)]) { Overbook = Typed };
        Assert.Null((await bookings.RearrangeAsync(shop.Owner, move, default)).Error);
        Assert.Null((await bookings.CancelAsync(shop.Owner, first, Typed, default)).Error);

        var (over, moved) = (await shop.ReadAsync(request.Id), await shop.ReadAsync(second));
        Assert.Equal((Kept, Kept, Kept), (over.OverbookReason, over.Note, moved.OverbookReason));
        Assert.Equal([Kept, Kept, Kept], await shop.QueryAsync(d => d.BookingEvents.Where(e => e.Reason != null).Select(e => e.Reason!).ToListAsync()));
        Assert.Equal([Kept], await shop.QueryAsync(d => d.Claims.Where(c => c.Reason != null).Select(c => c.Reason!).Distinct().ToListAsync()));
        Assert.Equal(Kept, await shop.QueryAsync(d => d.Contacts.Where(c => c.Id == over.ContactId).Select(c => c.Name).SingleAsync()));

        Assert.Null(await world.Get<ProfileService>().ChangeAsync(shop.Customer, Typed, "ar", default));
        Assert.True((await world.Get<ProfileService>().FindAsync(shop.Customer, default)).TryGet(out var her, out _));
        Assert.Equal(Kept, her.Name);
        var staff = world.Get<MemberService>();
        Assert.Null((await staff.SetAsync(shop.Owner, new(PhoneNumber.FromStored("+966551000001"), Typed, Role.Desk), default)).Error);
        Assert.True((await staff.ListAsync(shop.Owner, default)).TryGet(out var members, out _));
        Assert.Equal(Kept, Assert.Single(members).Name);
    }

    [Fact]
    public async Task A_reason_of_nothing_but_such_marks_is_none()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var shop = await Shop.OpenAsync(world);
        var request = shop.Request(Shop.At(10), staff: shop.Mona) with { Channel = BookingChannel.Desk };
        async Task<Error?> RefusalAsync(string name, string reason) =>
            (await world.Get<BookingService>().OverbookAsync(shop.Owner, request, new(null, null, name, "ar"), reason, default)).Error;

        Assert.Equal(BookingErrors.ReasonNeeded, await RefusalAsync("Hind", "\u202E\0\u200F"));
        Assert.Equal(BookingErrors.NameNeeded, await RefusalAsync("\u202E", "She asked"));
    }
}
