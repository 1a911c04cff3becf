using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Salon.Bookings;
using Salon.Tests.World;

namespace Salon.Tests.Web;

/// <summary>What has arrived is done, though whoever sent it is gone.</summary>
public sealed class WholeCommandsTests
{
    [Theory, BothDatabases]
    public async Task A_booking_that_arrived_is_made_though_its_caller_left_while_it_waited(Db db)
    {
        var arrived = new Arrivals(HttpMethod.Post);
        await using var world = await ApiWorld.StartAsync(db, people: 1, change: services => services.AddSingleton<IStartupFilter>(arrived));
        var huda = await world.TokenAsync("+966500000011", "Huda");
        using var left = new CancellationTokenSource();
        var held = await world.Site.Database.OpenForWriteAsync(world.Shop.Id, default); // SQLite's only writer
        await held.LockAsync([world.Shop.Mona.Value], default); // whom PostgreSQL's writers wait for

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bookings") { Content = JsonContent.Create(world.Request(Shop.At(10))) };
        request.Headers.Authorization = new("Bearer", huda);
        var call = world.Client.SendAsync(request, left.Token);
        await arrived.Task;
        await left.CancelAsync();
        await arrived.Left; // the server has seen it, and the booking still waits
        await held.DisposeAsync();
        await call.ContinueWith(_ => { }, TaskScheduler.Default); // she does not hear of it

        await Eventually.TrueAsync(() => world.Shop.QueryAsync(q => q.Bookings.AnyAsync(b => b.Status == BookingStatus.Confirmed)));
    }

    [Theory]
    [InlineData("POST", "/b/token/cancel", true)]
    [InlineData("PUT", "/api/v1/x", true)]
    [InlineData("DELETE", "/api/v1/sessions", true)]
    [InlineData("GET", "/lamsa", false)]
    [InlineData("HEAD", "/lamsa", false)]
    [InlineData("POST", "/_blazor", false)]
    public void Whatever_changes_something_is_a_command(string method, string path, bool isCommand)
    {
        var request = new Microsoft.AspNetCore.Http.DefaultHttpContext().Request;
        (request.Method, request.Path) = (method, path);
        Assert.Equal(isCommand, Salon.Web.Hosting.CommandsHosting.IsCommand(request));
    }

    /// <summary>Tells when the first request of a kind has come in, and when whoever sent it has gone.</summary>
    private sealed class Arrivals(HttpMethod method) : IStartupFilter
    {
        private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => first.Task;

        public Task Left => gone.Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                if (context.Request.Method == method.Method)
                {
                    context.RequestAborted.Register(() => gone.TrySetResult());
                    context.Request.EnableBuffering();
                    await context.Request.Body.CopyToAsync(Stream.Null); // all of it is here
                    context.Request.Body.Position = 0;
                    first.TrySetResult();
                }

                await following(context);
            });
            next(app);
        };
    }
}
