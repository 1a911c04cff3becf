using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Bookings.Groups;
using Salon.Payments.Reconciliation;
using Salon.Payments.Till;
using Salon.Tests.World;
using StaffPage = Salon.Web.Components.BackOffice.StaffPage;

namespace Salon.Tests.Pages;

/// <summary>Every page of the back office and of the platform, as the route table has them, drawn from a database whose answers take their time.</summary>
public sealed partial class EveryPageTests
{
    private const string Owner = "0500000001", Operator = "0500000099";

    [Theory, BothDatabases]
    public async Task Every_page_is_drawn_whole_for_whoever_may_see_it(Db db)
    {
        await using var world = await WebWorld.StartAsync(db, [("Salon:Limits:Reads:PerAddress", "10000"), ("Salon:Limits:Reads:PerUser", "10000")], services =>
        {
            if (db == Db.Sqlite) YieldingDatabase.AddTo(services);
        });
        var shop = await Shop.OpenAsync(world);
        var ids = await FillAsync(world, shop);
        await shop.SignInAsync("+966500000001", Role.Owner);
        await world.Get<PlatformAdmins>().AddAsync(PhoneNumber.FromStored("+966500000099"), default);
        var (owner, operating) = (new Browser(world), new Browser(world));
        await owner.SignInAsync(Owner, world);
        await operating.SignInAsync(Operator, world);

        var (faults, loading) = (new List<string>(), Texts.For(Languages.Arabic)["Desk.Loading"]);
        foreach (var route in Routes)
        {
            var forOperator = route.StartsWith("/platform", StringComparison.Ordinal);
            var address = Parameter().Replace(route, part => part.Value == "{Slug}" ? "shop" : ids.GetValueOrDefault(Key(route)) ?? "unknown to this test");
            await (forOperator ? operating : owner).OpenAsync(address);
            var (status, page) = (forOperator ? operating.Status : owner.Status, (forOperator ? operating : owner).Page);
            if (status != HttpStatusCode.OK) faults.Add($"{address}: {(int)status}");
            else if (page.QuerySelector("main h1") is null) faults.Add($"{address}: no heading");
            else if (page.QuerySelector("main [role=status]")?.TextContent == loading) faults.Add($"{address}: still loading");
            if (!forOperator && route.StartsWith("/admin", StringComparison.Ordinal))
            {
                await operating.OpenAsync(address); // who operates the installation works in no salon
                if (operating.Status != HttpStatusCode.Forbidden) faults.Add($"{address} for the operator: {(int)operating.Status}");
            }
        }

        Assert.Empty(faults);
        Assert.True(Routes.Count >= 54, $"{Routes.Count} pages"); // or else they were not found
    }

    /// <summary>"/admin/{Slug}/team/{Id:guid}/hours" is "team".</summary>
    private static string Key(string route) => route.Split('/').TakeWhile(part => part is not ("{Id:guid}" or "{Number:long}")).Last();

    private static IReadOnlyList<string> Routes { get; } =
    [
        .. from page in typeof(Program).Assembly.GetTypes()
           where page.IsSubclassOf(typeof(ComponentBase))
           from route in page.GetCustomAttributes<RouteAttribute>()
           where page.IsSubclassOf(typeof(StaffPage)) || route.Template == "/sign-up"
           orderby route.Template
           select route.Template,
    ];

    // One of everything that a page is about.
    private static async Task<Dictionary<string, string>> FillAsync(WebWorld world, Shop shop)
    {
        var bookings = world.Get<BookingService>();
        Assert.True((await shop.BookAsync(Shop.At(10))).TryGet(out var visit, out _));
        world.Clock.Set(Shop.At(11));
        Assert.Null((await bookings.ArriveAsync(shop.Desk, visit, default)).Error);
        Assert.Null((await world.Get<CheckoutService>().PayAsync(shop.Desk, new(CheckoutId.New(), visit, 10_000, 0, 0, []), default)).Error);
        Assert.Null((await bookings.CompleteAsync(shop.Desk, visit, default)).Error);
        Assert.True((await shop.BookAsync(Shop.At(16))).TryGet(out var coming, out _));
        var group = new GroupRequest(GroupId.New(), shop.Branch, Shop.At(18), "Bride",
            [new(BookingId.New(), "Hind", null, [new(shop.Haircut)]), new(BookingId.New(), "Amal", null, [new(shop.Haircut)])]);
        Assert.Null((await bookings.BookGroupAsync(shop.Desk, group, default)).Error);
        var work = WorkItem.Open(shop.Id, new(WorkKind.UnknownPayment, "unknown:example", ProviderId: "example", Found: 5_000), world.Clock.Now);
        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            write.WorkItems.Add(work);
            Assert.Null(await write.CommitAsync(default));
        }

        // By what the dispatcher hears, which works on its own here.
        await Eventually.TrueAsync(() => shop.QueryAsync(d => d.TaxInvoices.AnyAsync()), "the receipt is written");
        var payment = await shop.QueryAsync(d => d.Payments.Select(p => p.Id).SingleAsync());
        var contact = await shop.QueryAsync(d => d.Bookings.Where(b => b.Id == visit).Select(b => b.ContactId).SingleAsync());
        var number = await shop.QueryAsync(d => d.TaxInvoices.Select(i => i.Number).FirstAsync());
        return new(StringComparer.Ordinal)
        {
            ["branches"] = $"{shop.Branch}", ["headings"] = $"{shop.Category}", ["services"] = $"{shop.Haircut}", ["team"] = $"{shop.Mona}",
            ["payments"] = $"{payment}", ["differences"] = $"{work.Id}", ["receipts"] = $"{number}",
            ["checkout"] = $"{coming}", ["customers"] = $"{contact}", ["groups"] = $"{group.Id}", ["rebook"] = $"{visit}", ["stranded"] = $"{coming}",
        };
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
