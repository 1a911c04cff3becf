using System.Net;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>What the API answers is what its document promises.</summary>
public sealed class PromisedAnswersTests
{
    private const string Bookings = "/api/v1/bookings";

    [Fact]
    public async Task Answers_and_refusals_have_the_described_form()
    {
        await using var world = await ApiWorld.StartAsync(Db.Sqlite, people: 1, settings: [("Salon:SignIn:ResendDelays:0", "0:00:00:30")]);
        var (api, document) = (world.Client, await ApiDescription.ReadAsync(world.Site));
        var huda = await world.TokenAsync("+966500000011", "Huda");
        var desk = await world.StaffTokenAsync(world.Shop, "+966500000012", Role.Desk);
        async Task<Answer> Check(string operation, Task<Answer> call, HttpStatusCode expected = HttpStatusCode.OK)
        {
            var answer = await call;
            Assert.True(answer.Status == expected, $"{operation}: {answer}");
            document.Check(operation, answer);
            return answer;
        }

        await Check("listSalons", api.ReadAsync("/api/v1/salons"));
        await Check("listSalons", api.ReadAsync($"/api/v1/salons?query={new string('a', 200)}"), HttpStatusCode.BadRequest);
        await Check("getSalon", api.ReadAsync("/api/v1/salons/shop"));
        await Check("getSalon", api.ReadAsync("/api/v1/salons/nobody"), HttpStatusCode.NotFound);
        await Check("listServices", api.ReadAsync("/api/v1/salons/shop/services"));
        await Check("listStaff", api.ReadAsync("/api/v1/salons/shop/staff"));
        await Check("getAvailability", api.ReadAsync($"/api/v1/salons/shop/availability?service={world.Shop.Haircut}&from=2026-12-08"));
        await Check("getAvailability", api.ReadAsync("/api/v1/salons/shop/availability"), HttpStatusCode.BadRequest);

        var booked = await Check("createBooking", api.WriteAsync(Bookings, world.Request(Shop.At(10)), huda, ("Idempotency-Key", "one")), HttpStatusCode.Created);
        await Check("createBooking", api.WriteAsync(Bookings, world.Request(Shop.At(12)), huda, ("Idempotency-Key", "one")), HttpStatusCode.UnprocessableEntity);
        await Check("createBooking", api.WriteAsync(Bookings, world.Request(Shop.At(10)), huda), HttpStatusCode.Conflict);
        await Check("createBooking", api.WriteAsync(Bookings, world.Request(Shop.At(10))), HttpStatusCode.Unauthorized);
        await Check("createBooking", api.WriteAsync(Bookings, new { }, huda), HttpStatusCode.BadRequest);
        var hold = await Check("createBooking", api.WriteAsync(Bookings, world.Request(Shop.At(14), hold: true), huda), HttpStatusCode.Created);
        await Check("confirmBooking", api.WriteAsync($"{Bookings}/{hold.Text("id")}/confirm", token: huda));
        await Check("listBookings", api.ReadAsync(Bookings, huda));
        await Check("getBooking", api.ReadAsync($"{Bookings}/{booked.Text("id")}", huda));
        await Check("getBooking", api.ReadAsync($"{Bookings}/{Guid.NewGuid()}", huda), HttpStatusCode.NotFound);
        await Check("rescheduleBooking", api.WriteAsync($"{Bookings}/{booked.Text("id")}/reschedule", new { start = ApiWorld.Time(Shop.At(16)) }, huda));
        await Check("cancelBooking", api.WriteAsync($"{Bookings}/{booked.Text("id")}/cancel", new { reason = "ill" }, huda));

        await Check("getDay", api.ReadAsync("/api/v1/desk/shop/day?date=2026-12-08", desk));
        await Check("getDay", api.ReadAsync("/api/v1/desk/shop/day", huda), HttpStatusCode.NotFound);
        await Check("noShowDeskBooking", api.WriteAsync($"/api/v1/desk/shop/bookings/{hold.Text("id")}/no-show", token: desk), HttpStatusCode.Conflict);
        world.Site.Clock.Set(Shop.At(9, 30));
        await Check("arriveDeskBooking", api.WriteAsync($"/api/v1/desk/shop/bookings/{hold.Text("id")}/arrive", token: desk));

        var sent = await Check("askForCode", api.WriteAsync("/api/v1/auth/otp", new { phone = "0500000010" }), HttpStatusCode.Accepted);
        await Check("askForCode", api.WriteAsync("/api/v1/auth/otp", new { phone = "0500000010" }), HttpStatusCode.TooManyRequests);
        await Check("askForCode", api.WriteAsync("/api/v1/auth/otp", new { phone = "12" }), HttpStatusCode.BadRequest);
        var tokens = await Check("answerCode", api.WriteAsync("/api/v1/auth/otp/verify", new { challengeId = sent.Text("challengeId"), code = world.Site.Inbox.LastCode }));
        await Check("answerCode", api.WriteAsync("/api/v1/auth/otp/verify", new { challengeId = sent.Text("challengeId"), code = "000000" }), HttpStatusCode.BadRequest);
        var next = await Check("refreshTokens", api.WriteAsync("/api/v1/auth/refresh", new { refreshToken = tokens.Text("refreshToken") }));
        await Check("endSession", api.WriteAsync("/api/v1/auth/logout", token: next.Text("accessToken")), HttpStatusCode.NoContent);
    }
}
