using System.Net;
using System.Text.Json;
using Salon.Tests.Web;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

/// <summary>A customer who books, pays and, when she got no answer, asks again; and an owner who gives back a part.</summary>
internal sealed class Payer(PaymentProvider provider)
{
    private const long Deposit = 10_000, Part = 4_000;
    private static readonly TimeSpan Apart = TimeSpan.FromHours(4); // longer than the service

    private readonly Queue<object> requests = [];
    private readonly List<Visit> open = [];
    private string token = "", owner = "";
    private int keys;

    /// <summary>Payments of which a part was asked back, and how much.</summary>
    public Dictionary<Guid, long> Refunded { get; } = [];

    /// <summary>Signs in, and looks up times of the service that asks for a deposit.</summary>
    public async Task ArriveAsync(SalonProcess program)
    {
        (token, owner) = (await program.TokenAsync("+966500000010"), await program.TokenAsync("+966500000001"));
        var salon = (await program.Client.ReadAsync("/api/v1/salons/lamsa")).Json;
        var branch = salon.GetProperty("branches")[0].GetProperty("id").GetGuid();
        var from = DateOnly.FromDateTime(DateTime.Parse(salon.GetProperty("branches")[0].GetProperty("openingHours")[0].Text("date")!, System.Globalization.CultureInfo.InvariantCulture)).AddDays(2);
        var service = (await program.Client.ReadAsync("/api/v1/salons/lamsa/services")).Json.EnumerateArray().First(s => s.GetProperty("name").ToString().Contains("Keratin", StringComparison.Ordinal)).GetProperty("id").GetGuid();
        var free = await program.Client.ReadAsync($"/api/v1/salons/lamsa/availability?branch={branch}&service={service}&from={from:yyyy-MM-dd}&to={from.AddDays(50):yyyy-MM-dd}");
        DateTimeOffset? last = null;
        foreach (var slot in free.Json.GetProperty("days").EnumerateArray().SelectMany(day => day.GetProperty("slots").EnumerateArray()))
        {
            var start = DateTimeOffset.Parse(slot.Text("start")!, System.Globalization.CultureInfo.InvariantCulture);
            if (start - last < Apart) continue; // no two of them want the same person
            last = start;
            requests.Enqueue(new { salon = "lamsa", branch, start = slot.Text("start"), lines = new[] { new { service, staff = slot.GetProperty("staff")[0].GetGuid() } } });
        }
    }

    /// <summary>Books and pays, up to where the program dies.</summary>
    public async Task PayUntilDeathAsync(SalonProcess program, string call, Moment moment, int milliseconds)
    {
        if (call == "POST refund")
        {
            var paid = await PaidAsync(program);
            var sprung = provider.SetTrap(call, moment, milliseconds, program.KillAsync);
            await RefundAsync(program, paid);
            await sprung.WaitAsync(TimeSpan.FromSeconds(60));
            return;
        }

        var visit = await BookAsync(program);
        if (moment == Moment.Asked)
        {
            var asking = PageAsync(program, visit);
            await Task.Delay(milliseconds);
            await program.KillAsync();
            await asking;
            return;
        }

        var death = moment == Moment.Paid ? Task.CompletedTask : provider.SetTrap(call, moment, milliseconds, program.KillAsync);
        await PageAsync(program, visit);
        if (visit.Page is { } page) provider.Pay(page, Deposit);
        if (moment == Moment.Paid)
        {
            await Task.Delay(milliseconds);
            await program.KillAsync();
        }

        await death.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Asks again for everything that got no answer, until it has one.</summary>
    public async Task FinishAsync(SalonProcess program)
    {
        provider.Forget();
        foreach (var visit in open.Where(v => !v.Done).ToList())
        {
            if (visit.Page is null) Assert.True(await PageAsync(program, visit), program.Log);
            if (visit.Page is { } page) provider.Pay(page, Deposit);
            if (visit.Refund is not null) Assert.True(await RefundAsync(program, visit), program.Log);
            visit.Done = true;
        }
    }

    private async Task<Visit> BookAsync(SalonProcess program)
    {
        var answer = await program.Client.WriteAsync("/api/v1/bookings", requests.Dequeue(), token, ("Idempotency-Key", $"pay-{++keys}"));
        Assert.True(answer.Status == HttpStatusCode.Created, $"{answer}\n{program.Log}");
        var visit = new Visit(answer.Json.GetProperty("id").GetGuid());
        open.Add(visit);
        return visit;
    }

    private async Task<bool> PageAsync(SalonProcess program, Visit visit)
    {
        var answered = false;
        await Eventually.TrueAsync(async () =>
        {
            if (await AskAsync(() => program.Client.WriteAsync($"/api/v1/bookings/{visit.Booking}/payments", new { returnUrl = "http://127.0.0.1/back" }, token)) is not { } answer) return true;
            if (answer.Status == HttpStatusCode.Created)
            {
                visit.Payment = answer.Json.GetProperty("paymentId").GetGuid();
                if (answer.Json.Text("checkoutUrl") is { } page) visit.Page = page;
            }

            Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict, answer.ToString());
            return answered = answer.Status != HttpStatusCode.ServiceUnavailable; // a conflict: it is paid meanwhile
        }, "the page that asks for money");
        return answered;
    }

    // A visit whose payment has been counted.
    private async Task<Visit> PaidAsync(SalonProcess program)
    {
        var visit = await BookAsync(program);
        Assert.True(await PageAsync(program, visit), program.Log);
        provider.Pay(visit.Page!, Deposit);
        await Eventually.TrueAsync(
            async () => (await program.Client.ReadAsync($"/api/v1/bookings/{visit.Booking}", token)).Json.Text("status") == "confirmed", "the payment is counted");
        return visit;
    }

    private async Task<bool> RefundAsync(SalonProcess program, Visit visit)
    {
        visit.Refund ??= $"back-{++keys}";
        Refunded[visit.Payment!.Value] = Part;
        var answer = await AskAsync(() => program.Client.WriteAsync($"/api/v1/admin/lamsa/payments/{visit.Payment}/refund", new { amount = Part, reason = "kindness" }, owner, ("Idempotency-Key", visit.Refund)));
        return answer is { Status: HttpStatusCode.OK };
    }

    private static async Task<Answer?> AskAsync(Func<Task<Answer>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null; // it died before it answered
        }
    }

    private sealed class Visit(Guid booking)
    {
        public Guid Booking { get; } = booking;
        public Guid? Payment { get; set; }
        public string? Page { get; set; }
        public string? Refund { get; set; }
        public bool Done { get; set; }
    }
}
