namespace Salon.Accounts;

/// <summary>What a browser is told apart by before anybody has signed in: it answers the code it asked for, and it owns the time it holds.</summary>
public static class BrowserSecret
{
    /// <summary>A secret of 256 random bits. The database keeps its hash only.</summary>
    public static string New() => Secrets.NewToken();
}
