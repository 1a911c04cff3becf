namespace Salon.Providers;

/// <summary>How one outside service is called, for one kind of work: what people wait for does not queue behind what they do not.</summary>
internal sealed record ProviderSettings
{
    /// <summary>For logs and metrics, such as "authentica".</summary>
    public required string Provider { get; init; }

    /// <summary>Where it answers; paths are relative to it, so it ends with a slash. Asked at each call: in Development it is known only after the start.</summary>
    public required Func<Uri> Address { get; init; }

    /// <summary>For the whole call, from the first byte sent to the last one read. At most 10 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the connection alone.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A longer answer is none, in bytes.</summary>
    public int LongestAnswer { get; init; } = 1024 * 1024;

    /// <summary>Calls under way at once; more wait.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>Calls that may wait; more are refused at once.</summary>
    public int Waiting { get; init; } = 32;

    /// <summary>For how long a service that fails is left alone.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(20);
}
