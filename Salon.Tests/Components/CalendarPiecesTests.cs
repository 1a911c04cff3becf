using Bunit;
using Microsoft.Extensions.DependencyInjection;
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
    public async Task Who_comes_in_while_another_day_is_shown_is_written_down_for_today_and_each_opening_begins_anew()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var shop = await Shop.OpenAsync(world);
        world.Clock.Set(Shop.At(12));
        await using var bench = Bench(world);
        var (today, later) = (await RoomAsync(world, shop, Tuesday), await RoomAsync(world, shop, Tuesday.PlusDays(2)));
        var sheet = bench.Render<NewSheet>(p => p.Add(x => x.Room, later));
        await sheet.InvokeAsync(sheet.Instance.Open);
        Assert.Contains(bench.T["Calendar.NewIsToday", Tuesday], sheet.Find("[role=status]").TextContent);

        await sheet.Find("[data-testid=walk-in-services] button").ClickAsync(new());
        sheet.WaitForElement("#walk-in-name").Input("Hind");
        Assert.Empty(sheet.FindAll("[data-testid=walk-in-services]"));
        await sheet.InvokeAsync(sheet.Instance.Open);
        Assert.NotEmpty(sheet.FindAll("[data-testid=walk-in-services]"));
        await sheet.Find("[data-testid=walk-in-services] button").ClickAsync(new());
        Assert.Equal("", sheet.WaitForElement("#walk-in-name").GetAttribute("value") ?? "");

        var sameDay = bench.Render<NewSheet>(p => p.Add(x => x.Room, today));
        await sameDay.InvokeAsync(sameDay.Instance.Open);
        Assert.Empty(sameDay.FindAll("[role=status]"));
    }

    [Fact]
    public async Task A_visit_after_midnight_moves_within_the_night_of_its_business_day_and_says_so()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var shop = await Shop.OpenAsync(world, people: 1, also: (db, made) =>
        {
            foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None))
            {
                db.BranchHours.Add(Salon.Tenancy.BranchHours.On(made.Id, made.Branch, day, new(1320, 1620)));
                db.StaffHours.Add(StaffHours.On(made.Id, made.Mona, made.Branch, day, new(1320, 1620)));
            }
        });
        Assert.Null((await shop.BookAsync(Shop.At(1, day: 2), staff: shop.Mona)).Error); // Tuesday night
        await using var bench = Bench(world);
        var room = await RoomAsync(world, shop, Tuesday);
        var visit = Assert.Single(room.View.Visits);
        Assert.Equal(Tuesday, visit.Date);
        (CalendarVisit Old, DeskMove Move)? moved = null;
        var dialog = bench.Render<MoveDialog>(p => p.Add(x => x.Room, room).Add(x => x.OnMoved, done => moved = done));
        await dialog.InvokeAsync(() => dialog.Instance.OpenAsync(visit));

        Assert.Equal(("2026-12-08", "01:00"), (dialog.Find("#visit-date").GetAttribute("value"), dialog.Find("#visit-time").GetAttribute("value")));
        var said = room.Words.Formats.VisitDate(Tuesday, Shop.At(1, day: 2));
        Assert.Contains(room.Words.Formats.LongDate(new(2026, 12, 9)), said);
        Assert.Equal([said, said], dialog.FindAll("[data-testid=shift] p > span:not(.soft)").Select(s => s.TextContent));

        dialog.Find("#visit-time").Input("02:00");
        dialog.WaitForAssertion(() => Assert.Contains(room.Words.Formats.Time(Shop.At(2, day: 2)), dialog.FindAll("[data-testid=shift] p")[1].TextContent));
        Assert.Equal(said, dialog.FindAll("[data-testid=shift] p > span:not(.soft)")[1].TextContent);

        dialog.Find("#visit-time").Input("23:00");
        dialog.WaitForAssertion(() => Assert.Contains(room.Words.Formats.Time(Shop.At(23)), dialog.FindAll("[data-testid=shift] p")[1].TextContent));
        Assert.Equal(room.Words.Formats.LongDate(Tuesday), dialog.FindAll("[data-testid=shift] p > span:not(.soft)")[1].TextContent);

        dialog.Find("#visit-date").Input("2026-12-09");
        dialog.Find("#visit-time").Input("00:30");
        dialog.WaitForAssertion(() => Assert.Contains(room.Words.Formats.LongDate(new(2026, 12, 10)), dialog.FindAll("[data-testid=shift] p")[1].TextContent));
        await dialog.Find("form").SubmitAsync(EventArgs.Empty);
        dialog.WaitForAssertion(() => Assert.NotNull(moved));
        var kept = await shop.ReadAsync(visit.Row.Id);
        Assert.Equal((Tuesday.PlusDays(1), Shop.At(0, 30, day: 3)), (kept.BusinessDate, kept.StartsAt));
    }

    [Fact]
    public void A_reason_that_salon_worded_is_read_in_the_readers_language_and_a_typed_one_as_it_was_typed()
    {
        var (arabic, english) = (Texts.For(Languages.Arabic), Texts.For(Languages.English));

        Assert.Equal(arabic["Calendar.UndoReason"], arabic.Reason(CancelReasons.Undone));
        Assert.Equal(english["Calendar.UndoReason"], english.Reason(CancelReasons.Undone));
        foreach (var key in ReasonWords.ByCustomer.Concat(ReasonWords.BySalon).Concat(ReasonWords.AtTheTill))
        {
            Assert.Equal(english[key], english.Reason(arabic[key]));
            Assert.Equal(arabic[key], arabic.Reason(english[key]));
        }

        Assert.Equal("Her child is ill", arabic.Reason("Her child is ill"));
    }

    private static Workbench Bench(SalonWorld world)
    {
        var bench = new Workbench();
        bench.Services.AddSingleton(world.Get<BookingService>()).AddSingleton(world.Get<FreeTimesService>()).AddSingleton(world.Get<DeskPreviews>())
            .AddSingleton(world.Get<EditorPresence>()).AddSingleton<TimeProvider>(world.Clock);
        return bench;
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
