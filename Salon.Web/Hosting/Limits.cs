namespace Salon.Web.Hosting;

/// <summary>How much one client may ask of the server, from <c>Salon:Limits</c>. Defaults are for production; Development lets load tools through.</summary>
/// <remarks>Counted per process. Limits that guard money or secrets (one-time codes) are counted in the database as well.</remarks>
public sealed record Limits
{
    /// <summary>GET and HEAD. Many telephones share one address of their operator.</summary>
    public Allowance Reads { get; init; } = new() { PerAddress = 1_200, PerUser = 600 };

    /// <summary>Everything that changes something, forms of pages included.</summary>
    public Allowance Writes { get; init; } = new() { PerAddress = 240, PerUser = 120 };

    /// <summary>Asking for codes, answering them, refreshing tokens.</summary>
    public Allowance Auth { get; init; } = new() { PerAddress = 60, PerUser = 30 };

    /// <summary>Open connections at once, 100 to 1,000,000.</summary>
    public int Connections { get; init; } = 20_000;

    /// <summary>Open circuits (WebSockets) at once, 10 to 100,000.</summary>
    public int Circuits { get; init; } = 5_000;

    /// <summary>Open circuits at once from one address (IPv4) or one /64 network, 1 to 100,000; a salon's tablets share one. 0 sets no limit.</summary>
    public int CircuitsPerAddress { get; init; } = 200;

    /// <summary>Open circuits at once of one signed-in device, 1 to 100,000: each open page of the back office is one. 0 sets no limit.</summary>
    public int CircuitsPerSession { get; init; } = 30;

    public static Limits ForDevelopment => new() { Reads = Allowance.Generous, Writes = Allowance.Generous, Auth = Allowance.Generous, CircuitsPerAddress = 100_000, CircuitsPerSession = 100_000 };

    public Allowance Of(LimitKind kind) => kind switch
    {
        LimitKind.Reads => Reads,
        LimitKind.Writes => Writes,
        LimitKind.Auth => Auth,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No allowance is kept for this kind."),
    };

    /// <summary>What is allowed and yet leaves a door open, in sentences for whoever starts the program.</summary>
    public IEnumerable<string> Warnings()
    {
        if (CircuitsPerAddress == 0 || CircuitsPerAddress >= Circuits) yield return "Salon:Limits:CircuitsPerAddress sets no limit below Salon:Limits:Circuits: one address can open all circuits and shut everybody else out of the back office.";
        if (CircuitsPerSession == 0 || CircuitsPerSession >= Circuits) yield return "Salon:Limits:CircuitsPerSession sets no limit below Salon:Limits:Circuits: one signed-in device can open all circuits and shut everybody else out of the back office.";
    }

    /// <summary>Says what is wrong, in sentences for whoever starts the program. Empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var kind in Enum.GetValues<LimitKind>())
        {
            if (Of(kind).PerAddress < 1) yield return $"Salon:Limits:{kind}:PerAddress must be at least 1.";
            if (Of(kind).PerUser < 1) yield return $"Salon:Limits:{kind}:PerUser must be at least 1.";
        }

        if (Connections is < 100 or > 1_000_000) yield return "Salon:Limits:Connections must be between 100 and 1,000,000.";
        if (CircuitsPerAddress is < 0 or > 100_000) yield return "Salon:Limits:CircuitsPerAddress must be between 0 and 100,000.";
        if (CircuitsPerSession is < 0 or > 100_000) yield return "Salon:Limits:CircuitsPerSession must be between 0 and 100,000.";
        if (Circuits is < 10 or > 100_000) yield return "Salon:Limits:Circuits must be between 10 and 100,000.";
    }
}

/// <summary>Calls in any minute.</summary>
public sealed record Allowance
{
    /// <summary>From one address (IPv4) or one /64 network (IPv6, what one household has).</summary>
    public int PerAddress { get; init; }

    /// <summary>By one signed-in person, wherever she is.</summary>
    public int PerUser { get; init; }

    internal static Allowance Generous => new() { PerAddress = 1_000_000, PerUser = 1_000_000 };
}

/// <summary>What a call counts as.</summary>
public enum LimitKind
{
    Reads,
    Writes,
    Auth,
}

/// <summary>Makes an endpoint count as something else than its method says.</summary>
internal sealed record LimitedAs(LimitKind Kind);
