namespace Salon.Providers;

/// <summary>What became of something an outside service was asked to do.</summary>
public abstract record ProviderOutcome
{
    private ProviderOutcome()
    {
    }

    /// <summary>It took it on.</summary>
    /// <param name="Reference">Its own name for it, where it gives one.</param>
    public sealed record Done(string? Reference = null) : ProviderOutcome;

    /// <summary>It certainly did not do it.</summary>
    /// <param name="Code">Why: a key of Errors.resx such as "Provider.NoBalance".</param>
    /// <param name="Again">Whether asking again later may succeed.</param>
    /// <param name="After">Not sooner than this, when the service said so.</param>
    /// <param name="Tried">False when it was not even asked: too many calls under way, or it is known to be down.</param>
    public sealed record Refused(string Code, bool Again = false, Duration? After = null, bool Tried = true) : ProviderOutcome;

    /// <summary>Nobody knows: it was asked and gave no answer that can be understood. Never ask again blindly.</summary>
    /// <param name="Code">Why: a key of Errors.resx.</param>
    public sealed record Unknown(string Code) : ProviderOutcome;
}

/// <summary>The reasons every provider shares, as keys of Errors.resx. People read them beside a message or a payment.</summary>
public static class ProviderReasons
{
    /// <summary>The address could not be reached: no name, no connection, no valid certificate.</summary>
    public const string Unreachable = "Provider.Unreachable";

    /// <summary>It failed often just now, so it is left alone for a moment.</summary>
    public const string Resting = "Provider.Resting";

    /// <summary>Too many of our own calls are under way.</summary>
    public const string Busy = "Provider.Busy";

    /// <summary>It asks us to slow down.</summary>
    public const string TooMany = "Provider.TooMany";

    /// <summary>It does not accept our key.</summary>
    public const string KeyRefused = "Provider.KeyRefused";

    public const string NoBalance = "Provider.NoBalance";

    /// <summary>It does not like what we ask, and would not like it tomorrow.</summary>
    public const string Rejected = "Provider.Rejected";

    /// <summary>It says it cannot serve now.</summary>
    public const string Unavailable = "Provider.Unavailable";

    /// <summary>The address answers, but is not the service we expect.</summary>
    public const string WrongAddress = "Provider.WrongAddress";

    /// <summary>It did not answer in time.</summary>
    public const string TimedOut = "Provider.TimedOut";

    /// <summary>It failed, or broke off, after it had our request.</summary>
    public const string Failed = "Provider.Failed";

    /// <summary>Its answer makes no sense.</summary>
    public const string Unreadable = "Provider.Unreadable";
}
