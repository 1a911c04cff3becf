using System.Runtime.CompilerServices;

namespace Salon.Tests.World;

/// <summary>Waits for a state of something that runs beside the test: another process, a queue, a socket.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // on a busy machine

    /// <param name="holds">Asked again and again until it is true.</param>
    /// <param name="what">Said when it never is.</param>
    public static async Task TrueAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"Did not come true within {Patience.TotalSeconds:0} seconds: {what}");
            await Task.Delay(Pause);
        }
    }
}
