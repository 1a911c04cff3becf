using Salon.Catalog;

namespace Salon.Scheduling;

/// <summary>One unit of any resource of a type, held without a break from the first to the last of the listed blocks.</summary>
public readonly record struct Need(ResourceTypeId ResourceType, Blocks Blocks);

/// <summary>How long each part of a service takes, and what it occupies besides the person.</summary>
/// <param name="Before">Minutes, 0 or more; the person's time.</param>
/// <param name="Active">Minutes, 1 or more. Its start is the time the customer is told.</param>
/// <param name="Processing">Minutes, 0 or more; the person may serve somebody else meanwhile.</param>
/// <param name="Finishing">Minutes, 0 or more; the person's time.</param>
/// <param name="Buffer">Minutes, 0 or more; the person's time, after the customer has left.</param>
public sealed record ServiceShape(ServiceId Service, int Before, int Active, int Processing, int Finishing, int Buffer, IReadOnlyList<Need> Needs)
{
    /// <summary>Minutes the customer spends: active, processing and finishing.</summary>
    public int Visible => Active + Processing + Finishing;

    public bool IsValid => Before >= 0 && Active > 0 && Processing >= 0 && Finishing >= 0 && Buffer >= 0;

    /// <summary>Minutes from the line's start to the end of the person's last claim.</summary>
    internal int PersonUntil => Finishing + Buffer > 0 ? Visible + Buffer : Active;

    /// <summary>When the person is taken, in minutes from the line's start: once, or twice around the processing time.</summary>
    internal IEnumerable<(int From, int To)> PersonClaims()
    {
        if (Processing == 0 || Finishing + Buffer == 0)
        {
            yield return (-Before, PersonUntil);
            yield break;
        }
        yield return (-Before, Active);
        yield return (Active + Processing, PersonUntil);
    }

    /// <summary>When a need is taken, in minutes from the line's start; empty when its blocks take no time.</summary>
    internal (int From, int To) SpanOf(Need need)
    {
        if (need.Blocks == Blocks.None) return (0, 0);
        ReadOnlySpan<int> edges = [-Before, 0, Active, Active + Processing, Visible, Visible + Buffer];
        var first = int.TrailingZeroCount((int)need.Blocks);
        var last = int.Log2((int)need.Blocks);
        return (edges[first], edges[last + 1]);
    }

    /// <summary>Whether two shapes take the same time of the same things; the service does not matter.</summary>
    internal bool TakesTheSameAs(ServiceShape other) =>
        (Before, Active, Processing, Finishing, Buffer) == (other.Before, other.Active, other.Processing, other.Finishing, other.Buffer)
        && Needs.SequenceEqual(other.Needs);
}
