using System.Numerics;

namespace Salon.Scheduling;

/// <summary>A set of minutes of one window as a bitmap, for questions asked thousands of times.</summary>
internal sealed class MinuteSet
{
    private readonly int origin;
    private readonly int length;
    private readonly ulong[] words;

    /// <summary>An empty set that can hold the minutes [from, to).</summary>
    public MinuteSet(int from, int to)
    {
        (origin, length) = (from, Math.Max(0, to - from));
        words = new ulong[(length + 63) / 64];
    }

    /// <summary>Adds what of the spans lies in the window.</summary>
    public MinuteSet Add(Spans spans)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            var (from, to) = spans[i];
            Fill(Math.Max(from - origin, 0), Math.Min(to - origin, length));
        }
        return this;
    }

    public bool Contains(int minute)
    {
        var offset = (uint)(minute - origin);
        return offset < (uint)length && (words[offset >> 6] >> (int)(offset & 63) & 1) != 0;
    }

    /// <summary>Whether any minute from <paramref name="first"/> to <paramref name="last"/>, both inside, is in the set.</summary>
    public bool ContainsAny(int first, int last)
    {
        var (from, to) = (Math.Max(first - origin, 0), Math.Min(last - origin, length - 1));
        while (from <= to)
        {
            var ahead = words[from >> 6] >> (from & 63);
            if (ahead != 0) return from + BitOperations.TrailingZeroCount(ahead) <= to;
            from = (from | 63) + 1;
        }
        return false;
    }

    private void Fill(int start, int end)
    {
        if (start >= end) return;
        var (first, last) = (start >> 6, (end - 1) >> 6);
        var head = ulong.MaxValue << (start & 63);
        var tail = ulong.MaxValue >> (63 - ((end - 1) & 63));
        if (first == last)
        {
            words[first] |= head & tail;
            return;
        }
        words[first] |= head;
        words.AsSpan(first + 1, last - first - 1).Fill(ulong.MaxValue);
        words[last] |= tail;
    }
}
