using Bunit;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tests.World;
using Salon.Web.Components.BackOffice;
using Salon.Web.Components.Calendar;
using Salon.Web.Pages.Desk;
using Shop = Salon.Tests.World.Shop;

namespace Salon.Tests.Components;

/// <summary>The grid of the calendar and its forms, each by itself, with what the services really say.</summary>
public sealed class CalendarPiecesTests
{
    private static readonly LocalDate Tuesday = new(2026, 12, 8);

    [Fact]
    public async Task What_the_clocks_skip_is_told_to_scripts_and_an_hour_that_happens_twice_is_not()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var shop = await Shop.OpenAsync(world, people: 1);
        var read = (await RoomAsync(world, shop, Tuesday)).View with { ZoneId = "Europe/London" };
        await using var bench = new Workbench();
        string? GapOf(LocalDate date)
        {
            var person = read.People[0] with { Days = [new(date, [], [], [])] };
            var model = new GridMaker(read with { Days = [new(date, [])], People = [person] }, bench.T).ByPerson();
            return bench.Render<TimeGrid>(p => p.Add(x => x.Model, model).Add(x => x.Href, _ => "")).Find(".tg-col").GetAttribute("data-gap");
        }

        Assert.Equal("60-120", GapOf(new(2026, 3, 29)));
        Assert.Null(GapOf(new(2026, 10, 25)));
        Assert.Null(GapOf(Tuesday));
    }

    [Fact]
    public async Task A_service_of_several_parts_says_at_its_end_why_it_cannot_be_pulled_longer()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var shop = await Shop.OpenAsync(world);
        Assert.Null((await shop.BookAsync(Shop.At(10), shop.Colour, shop.Mona)).Error);
        Assert.Null((await shop.BookAsync(Shop.At(10), shop.Haircut, shop.Sara)).Error);
        var room = await RoomAsync(world, shop, Tuesday);
        await using var bench = new Workbench();
        IRenderedComponent<TimeGrid> Drawn(bool editable) => bench.Render<TimeGrid>(p => p
            .Add(x => x.Model, new GridMaker(room.View, bench.T).ByPerson()).Add(x => x.Href, _ => "").Add(x => x.Editable, editable));

        var grid = Drawn(editable: true);
        Assert.Equal(bench.T["Calendar.LengthFixed"], grid.Find("[data-col='0'] .grip.fixed").GetAttribute("title"));
        Assert.Single(grid.FindAll("[data-col='1'] .grip:not(.fixed)"));
        Assert.Empty(Drawn(editable: false).FindAll(".grip.fixed"));
    }

    [Fact]
    public void A_reason_that_salon_worded_is_read_in_the_readers_language_and_a_typed_one_as_it_was_typed()
    {
        var (arabic, english) = (Texts.For(Languages.Arabic), Texts.For(Languages.English));

        Assert.Equal((arabic["Calendar.UndoReason"], english["Calendar.UndoReason"]), (arabic.Reason(CancelReasons.Undone), english.Reason(CancelReasons.Undone)));
        foreach (var key in ReasonWords.ByCustomer.Concat(ReasonWords.BySalon).Concat(ReasonWords.AtTheTill))
        {
            Assert.Equal(english[key], english.Reason(arabic[key]));
            Assert.Equal(arabic[key], arabic.Reason(english[key]));
        }

        Assert.Equal("Her child is ill", arabic.Reason("Her child is ill"));
    }

    private static async Task<DeskRoom> RoomAsync(SalonWorld world, Shop shop, LocalDate date)
    {
        Assert.True((await world.Get<CalendarQueries>().ReadAsync(shop.Desk, new(shop.Branch, date, 1), default)).TryGet(out var view, out _));
        Assert.True((await world.Get<TeamService>().ListAsync(shop.Owner, default)).TryGet(out var people, out _));
        var hours = (await world.Get<PublicHours>().ReadAsync(shop.Id, default))[shop.Branch];
        var menu = await world.Get<DeskMenu>().ReadAsync(shop.Desk, default);
        return new DeskRoom(() => Task.FromResult(shop.Desk), view, hours, menu, people, Texts.For(Languages.English).In(view.Zone));
    }
}
