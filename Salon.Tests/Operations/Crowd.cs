using System.Collections.Concurrent;
using System.Net;
using Salon.Tests.Web;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

/// <summary>Several people book at the demo salon over HTTP at once, some of them the same times, and remember what they were told.</summary>
internal sealed class Crowd
{
    private const int People = 8;
    private const string Bookings = "/api/v1/bookings";
    private const string Salon = "lamsa";

    private readonly ConcurrentDictionary<string, object> unanswered = new(StringComparer.Ordinal); // key → body
    private readonly HashSet<Guid> found = [];
    private readonly Queue<object> requests = [];
    private readonly Lock gate = new();
    private string token = "";
    private int turn, keys, answers, enough;
    private TaskCompletionSource busy = new();

    /// <summary>Idempotency-Key → the booking that was answered with 201.</summary>
    public ConcurrentDictionary<string, Guid> Booked { get; } = new(StringComparer.Ordinal);

    /// <summary>How many calls got no answer so far.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Signs in and looks up more free times than will be booked.</summary>
    public async Task ArriveAsync(SalonProcess program)
    {
        token = await program.TokenAsync("+966500000010");
        var salon = (await program.Client.ReadAsync($"/api/v1/salons/{Salon}")).Json;
        var branch = salon.GetProperty("branches")[0].GetProperty("id").GetGuid();
        var from = DateOnly.FromDateTime(DateTime.Parse(salon.GetProperty("branches")[0].GetProperty("openingHours")[0].Text("date")!, System.Globalization.CultureInfo.InvariantCulture)).AddDays(2);
        foreach (var service in (await program.Client.ReadAsync($"/api/v1/salons/{Salon}/services")).Json.EnumerateArray().Where(s => s.GetProperty("durationMinutes").GetInt32() <= 60))
        {
            var id = service.GetProperty("id").GetGuid();
            var free = await program.Client.ReadAsync($"/api/v1/salons/{Salon}/availability?branch={branch}&service={id}&from={from:yyyy-MM-dd}&to={from.AddDays(20):yyyy-MM-dd}");
            foreach (var slot in free.Json.GetProperty("days").EnumerateArray().SelectMany(d => d.GetProperty("slots").EnumerateArray()).Where((_, i) => i % 4 == 0))
            {
                foreach (var staff in slot.GetProperty("staff").EnumerateArray())
                    requests.Enqueue(new { salon = Salon, branch, start = slot.Text("start"), lines = new[] { new { service = id, staff = staff.GetGuid() } } });
            }
        }

        Assert.True(requests.Count > 500, $"Only {requests.Count} times are free at {Salon}.");
    }

    /// <summary>Books until the program dies.</summary>
    /// <param name="program">Where they book.</param>
    /// <param name="busy">How many answers <see cref="BusyAsync"/> waits for.</param>
    public Task BookAsync(SalonProcess program, int busy)
    {
        (answers, enough, this.busy) = (0, busy, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return Task.WhenAll(Enumerable.Range(0, People).Select(_ => Task.Run(async () =>
        {
            while (await AskAsync(program, $"key-{Interlocked.Increment(ref keys)}", Next()))
            {
                if (Interlocked.Increment(ref answers) >= enough) this.busy.TrySetResult();
            }
        })));
    }

    /// <summary>Waits until that many calls of this round were answered.</summary>
    public Task BusyAsync() => busy.Task;

    /// <summary>Repeats every call that got no answer: with the same key it may neither be lost nor happen twice.</summary>
    public async Task AskAgainAsync(SalonProcess program)
    {
        Unanswered += unanswered.Count;
        foreach (var (key, request) in unanswered.ToList())
        {
            unanswered.TryRemove(key, out _);
            Assert.True(await AskAsync(program, key, request), program.Log);
        }
    }

    /// <summary>Every booking that was answered before the last kill is there.</summary>
    public async Task FindEverythingAsync(SalonProcess program)
    {
        foreach (var id in Booked.Values.Where(found.Add))
        {
            var answer = await program.Client.ReadAsync($"{Bookings}/{id}", token);
            Assert.True(answer.Status == HttpStatusCode.OK && answer.Text("status") == "confirmed", $"{id}: {answer}\n{program.Log}");
        }
    }

    // Every time is wanted by two, at nearly the same moment.
    private object Next()
    {
        lock (gate) return turn++ % 2 == 0 ? requests.Peek() : requests.Dequeue();
    }

    // False when there was no answer.
    private async Task<bool> AskAsync(SalonProcess program, string key, object request)
    {
        try
        {
            var answer = await program.Client.WriteAsync(Bookings, request, token, ("Idempotency-Key", key));
            if (answer.Status == HttpStatusCode.Created)
            {
                var id = answer.Json.GetProperty("id").GetGuid();
                Assert.Equal(id, Booked.GetOrAdd(key, id));
            }
            else
            {
                Assert.True(answer.Status == HttpStatusCode.Conflict, $"{key}: {answer}");
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            unanswered[key] = request;
            return false;
        }
    }
}
