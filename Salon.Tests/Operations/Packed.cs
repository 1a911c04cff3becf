using System.Buffers.Binary;
using System.Text;

namespace Salon.Tests.Operations;

/// <summary>As much of MessagePack as Blazor's hub speaks: nil, booleans, integers, strings, bytes, arrays and maps.</summary>
/// <remarks>Source: the MessagePack specification.</remarks>
internal static class Packed
{
    /// <summary>One message with the length before it, as SignalR frames binary messages.</summary>
    public static byte[] Message(params ReadOnlySpan<object?> items)
    {
        var body = new MemoryStream();
        Write(body, items.ToArray());
        var framed = new MemoryStream();
        var length = (uint)body.Length;
        do
        {
            framed.WriteByte((byte)((length & 0x7F) | (length > 0x7F ? 0x80u : 0)));
            length >>= 7;
        }
        while (length > 0);
        body.WriteTo(framed);
        return framed.ToArray();
    }

    /// <summary>Takes the framed messages off the front of what has arrived.</summary>
    /// <returns>How many bytes were used.</returns>
    public static int Take(ReadOnlySpan<byte> arrived, Action<object?[]> message)
    {
        var used = 0;
        while (true)
        {
            var (length, at, shift) = (0, used, 0);
            do
            {
                if (at == arrived.Length) return used;
                length |= (arrived[at] & 0x7F) << shift;
                shift += 7;
            }
            while ((arrived[at++] & 0x80) != 0);
            if (arrived.Length - at < length) return used;
            var body = arrived.Slice(at, length);
            message((object?[])Read(ref body)!);
            used = at + length;
        }
    }

    private static void Write(MemoryStream to, object? value)
    {
        switch (value)
        {
            case null: to.WriteByte(0xC0); break;
            case bool yes: to.WriteByte((byte)(yes ? 0xC3 : 0xC2)); break;
            case int or long: Number(to, 0xD3, 8, unchecked((ulong)Convert.ToInt64(value, null))); break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                Number(to, 0xDB, 4, (ulong)bytes.Length);
                to.Write(bytes);
                break;
            case object?[] list:
                Number(to, 0xDD, 4, (ulong)list.Length);
                foreach (var item in list) Write(to, item);
                break;
            case Dictionary<string, string> { Count: 0 }: to.WriteByte(0x80); break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static void Number(MemoryStream to, byte sign, int size, ulong number)
    {
        to.WriteByte(sign);
        for (var i = size - 1; i >= 0; i--) to.WriteByte((byte)(number >> (8 * i)));
    }

    private static object? Read(ref ReadOnlySpan<byte> from)
    {
        var sign = Next(ref from, 1)[0];
        return sign switch
        {
            <= 0x7F => (long)sign,
            <= 0x8F => Map(ref from, sign & 0x0F),
            <= 0x9F => List(ref from, sign & 0x0F),
            <= 0xBF => Text(ref from, sign & 0x1F),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xC4 or 0xC5 or 0xC6 => Next(ref from, (int)Size(ref from, 1 << (sign - 0xC4))).ToArray(),
            0xCC or 0xCD or 0xCE or 0xCF => (long)Size(ref from, 1 << (sign - 0xCC)),
            0xD0 => (long)(sbyte)Next(ref from, 1)[0],
            0xD1 => (long)BinaryPrimitives.ReadInt16BigEndian(Next(ref from, 2)),
            0xD2 => (long)BinaryPrimitives.ReadInt32BigEndian(Next(ref from, 4)),
            0xD3 => BinaryPrimitives.ReadInt64BigEndian(Next(ref from, 8)),
            0xD9 or 0xDA or 0xDB => Text(ref from, (int)Size(ref from, 1 << (sign - 0xD9))),
            0xDC or 0xDD => List(ref from, (int)Size(ref from, 2 << (sign - 0xDC))),
            0xDE or 0xDF => Map(ref from, (int)Size(ref from, 2 << (sign - 0xDE))),
            >= 0xE0 => (long)(sbyte)sign,
            _ => throw new NotSupportedException($"MessagePack 0x{sign:X2}"),
        };
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> from, int count)
    {
        var next = from[..count];
        from = from[count..];
        return next;
    }

    private static ulong Size(ref ReadOnlySpan<byte> from, int bytes)
    {
        ulong size = 0;
        foreach (var part in Next(ref from, bytes)) size = (size << 8) | part;
        return size;
    }

    private static string Text(ref ReadOnlySpan<byte> from, int bytes) => Encoding.UTF8.GetString(Next(ref from, bytes));

    private static object?[] List(ref ReadOnlySpan<byte> from, int count)
    {
        var list = new object?[count];
        for (var i = 0; i < count; i++) list[i] = Read(ref from);
        return list;
    }

    private static object?[] Map(ref ReadOnlySpan<byte> from, int count) => List(ref from, 2 * count);
}
