using System.Runtime.CompilerServices;

namespace Salon.Tests.World;

/// <summary>Waits for a state of something that runs beside the test: another process, a queue, a socket.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // on a busy machine

    /// <param name="holds">Asked again and again until it is true.</param>
    /// <param name="what">Said when it never is.</param>
    /// <param name="patience">How long it is waited for; half a minute unless given.</param>
    public static async Task TrueAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string what = "", TimeSpan? patience = null)
    {
        var (began, limit) = (TimeProvider.System.GetTimestamp(), patience ?? Patience);
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < limit, $"Did not come true within {limit.TotalSeconds:0} seconds: {what}");
            await Task.Delay(Pause);
        }
    }

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task TrueAsync(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") =>
        TrueAsync(() => Task.FromResult(holds()), what);
}
