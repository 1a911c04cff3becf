using System.Text.Json.Serialization;

namespace Salon.Web.Sandbox;

/// <summary>Ways in which a provider can fail.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SandboxFault>))]
public enum SandboxFault
{
    None,
    /// <summary>It delivers every message twice.</summary>
    Duplicate,
    TooManyRequests,
    ServerError,
    /// <summary>It takes the message on, and never says so.</summary>
    TimeoutAfterAccepting,
    /// <summary>It takes the message on, and its answer breaks off in the middle.</summary>
    ResetAfterAccepting,
    MalformedJson,
    EmptyBody,
    NoBalance,
    /// <summary>It answers 200 with a flag that says no.</summary>
    RefusesWithSuccessStatus,
}

/// <summary>How the stand-ins behave from now on.</summary>
/// <param name="DelayMilliseconds">Before every answer.</param>
/// <param name="Times">For so many calls; null until changed.</param>
/// <param name="Only">Calls of this operation only, such as "send-otp"; null for all.</param>
/// <param name="BalanceAsNumber">The balance is written as a number instead of a string: providers do either.</param>
public sealed record SandboxBehaviour(SandboxFault Fault = SandboxFault.None, int DelayMilliseconds = 0, int? Times = null, string? Only = null, bool BalanceAsNumber = false);

/// <summary>The switch: what to do with the next call.</summary>
public sealed class SandboxFaults
{
    private static readonly SandboxBehaviour Well = new();

    private readonly Lock gate = new();
    private SandboxBehaviour behaviour = Well;

    public SandboxBehaviour Current
    {
        get
        {
            lock (gate) return behaviour;
        }
    }

    public void Set(SandboxBehaviour wanted)
    {
        lock (gate) behaviour = wanted;
    }

    /// <summary>How to treat one call; counts it.</summary>
    public SandboxBehaviour Take(string operation)
    {
        lock (gate)
        {
            var now = behaviour;
            if (now.Only is not null && now.Only != operation) return Well with { BalanceAsNumber = now.BalanceAsNumber };
            if (now.Times is not { } times) return now;
            if (times <= 0) return Well;
            behaviour = now with { Times = times - 1 };
            return now;
        }
    }
}
