using Salon.Data;

namespace Salon.Tests.Data;

public sealed class TurnQueueTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Turns_come_in_the_order_of_arrival()
    {
        var queue = new TurnQueue();
        await queue.EnterAsync(Long, default);
        var (second, third) = (queue.EnterAsync(Long, default), queue.EnterAsync(Long, default));

        queue.Leave();
        await second.WaitAsync(Long);
        Assert.False(third.IsCompleted);
        Assert.True(queue.TryPassOn());
        await third.WaitAsync(Long);
        Assert.False(queue.TryPassOn());
    }

    [Fact]
    public async Task Whoever_gives_up_is_no_longer_counted_on()
    {
        var queue = new TurnQueue();
        using var leaving = new CancellationTokenSource();
        await queue.EnterAsync(Long, default);
        var cancelled = queue.EnterAsync(Long, leaving.Token);
        var late = queue.EnterAsync(TimeSpan.FromMilliseconds(1), default);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await Assert.ThrowsAsync<TimeoutException>(() => late);
        Assert.False(queue.TryPassOn());
        queue.Leave();
        await queue.EnterAsync(TimeSpan.Zero, default);
    }

    [Fact]
    public async Task However_many_come_and_give_up_at_once_one_is_inside_and_everybody_gets_an_answer()
    {
        const int People = 2_000;
        var queue = new TurnQueue();
        var (inside, most, served) = (0, 0, 0);

        async Task ComeAsync(int i)
        {
            using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(i % 7));
            try
            {
                await queue.EnterAsync(i % 3 == 0 ? TimeSpan.FromMilliseconds(i % 5) : Long, i % 2 == 0 ? leaving.Token : default);
            }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException)
            {
                return;
            }

            most = Math.Max(most, Interlocked.Increment(ref inside));
            if (i % 4 == 0) await Task.Yield();
            Interlocked.Decrement(ref inside);
            served++;
            if (i % 5 != 0 || !queue.TryPassOn()) queue.Leave();
        }

        await Task.WhenAll(Enumerable.Range(0, People).Select(i => Task.Run(() => ComeAsync(i)))).WaitAsync(Long);

        Assert.Equal(1, most);
        Assert.InRange(served, People / 3, People);
        await queue.EnterAsync(TimeSpan.Zero, default);
    }
}
