namespace Salon.Web.Components.Public;

/// <summary>What a salon keeps of a visit that does not take place, in one sentence.</summary>
internal static class KeptWords
{
    /// <param name="texts">Of the page.</param>
    /// <param name="isFree">Cancelling costs nothing yet.</param>
    /// <param name="late">Of a visit that is cancelled after that.</param>
    /// <param name="noShow">Of one that nobody comes to.</param>
    public static string Kept(this Texts texts, bool isFree, Money late, Money noShow) => late == noShow
        ? texts[isFree ? "Public.KeptEitherLater" : "Public.KeptEitherNow", late]
        : texts[isFree ? "Public.KeptLater" : "Public.KeptNow", late, noShow];
}
