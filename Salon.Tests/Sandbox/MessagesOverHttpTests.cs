using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Tests.Outbox;
using Salon.Tests.World;

namespace Salon.Tests.Sandbox;

/// <summary>From a booking to a telephone, with everything real but the provider.</summary>
public sealed class MessagesOverHttpTests
{
    private static readonly Customer Mariam = new(null, PhoneNumber.FromStored("+966500000321"), "Mariam", "en");

    [Theory, BothDatabases]
    public async Task A_booking_reaches_the_telephone_with_a_link_to_this_very_server(Db db)
    {
        await using var site = await SandboxSite.StartAsync(db, ("Salon:DemoData", "true"), ("Salon:DemoHistoryDays", "0"));
        await BookAsync(site);

        await Eventually.TrueAsync(async () => (await site.InboxAsync(Mariam.Phone!.Value)).Count == 1);

        var text = (await site.InboxAsync(Mariam.Phone!.Value))[0].Text;
        Assert.StartsWith("Your appointment at Lamsa is confirmed.", text, StringComparison.Ordinal);
        Assert.Contains($"To change or cancel: {site.Browser.BaseAddress}b/", text, StringComparison.Ordinal);
    }

    private static async Task<(OrganizationId, BookingId)> BookAsync(SandboxSite site)
    {
        Assert.True((await site.Get<SalonDirectory>().FindAsync("lamsa", default)).TryGet(out var salon, out _));
        await using var db = await site.Get<Database>().OpenAsync(salon.Id, default);
        var service = await db.Services.Where(s => s.Online && s.Active).OrderBy(s => s.Position).Select(s => s.Id).FirstAsync();
        var today = TimeProvider.System.GetUtcNow();
        var date = new LocalDate(today.Year, today.Month, today.Day).PlusDays(2);
        var (branch, lines) = (salon.Branches[0].Id, (IReadOnlyList<WantedLine>)[new(service, null)]);
        Assert.True((await site.Get<FreeTimesService>().AvailabilityAsync(new VisitQuestion(salon.Id, branch, lines), new DateRange(date, date.PlusDays(10)), default)).TryGet(out var free, out _));
        var start = free.Days.SelectMany(d => d.Slots).First().Start;

        var request = new BookRequest(BookingId.New(), branch, start, lines) { Language = "en", Channel = BookingChannel.Desk };
        var made = await site.Get<BookingService>().BookAsync(new Actor(salon.Id, null, Role.Desk), request, Mariam, default);
        Assert.True(made.TryGet(out var id, out var refusal), refusal?.Code);
        return (salon.Id, id);
    }
}
