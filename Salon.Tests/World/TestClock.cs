using NodaTime.Extensions;

namespace Salon.Tests.World;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class TestClock(Instant now) : TimeProvider
{
    private Instant now = now;

    public Instant Now => now;

    public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();

    public void Advance(Duration by) => now += by;

    public void Set(Instant to) => now = to;
}
