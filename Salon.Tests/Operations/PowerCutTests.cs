using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Salon.Tests.World;

namespace Salon.Tests.Operations;

/// <summary>The power goes: the disk holds the log up to some byte, and what was answered before stands there whole.</summary>
public sealed class PowerCutTests
{
    private const int Page = 4096, FrameHeader = 24;

    [Fact, Trait("Proves", "R-06")]
    public async Task Whatever_the_log_was_cut_to_every_answered_booking_before_the_cut_is_there_and_the_file_is_sound()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var shop = await Shop.OpenAsync(world);
        var log = new FileInfo(world.Options.SqliteFile + "-wal");
        List<(long Length, int Bookings)> answered = [];
        for (var i = 0; i < 12; i++)
        {
            Assert.True((await shop.BookAsync(Shop.At(10 + i))).TryGet(out _, out var refusal), refusal?.Code);
            log.Refresh();
            answered.Add((log.Length, i + 1));
        }

        var copies = Directory.CreateTempSubdirectory("salon-power-");
        foreach (var cut in Cuts(answered))
        {
            var expected = answered.LastOrDefault(a => a.Length <= cut).Bookings;
            var (sound, found) = await OpenCutAsync(world.Options.SqliteFile, cut, copies.CreateSubdirectory($"{cut}").FullName);
            Assert.True(sound == "ok" && found == expected, $"Cut to {cut} of {log.Length} bytes: {sound}, {found} bookings where {expected} were answered.");
        }

        copies.Delete(recursive: true);
    }

    [Fact, Trait("Proves", "R-06")]
    public async Task An_answer_waits_for_the_disk()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await using var db = await world.Database.OpenForWriteAcrossAsync(default);

        Assert.Equal((2, "wal"), (await db.Database.SqlQuery<int>($"SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(), await db.Database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync()));
    }

    // After each answer, and between two answers at the borders of what is written and in the middle of it.
    private static IEnumerable<long> Cuts(List<(long Length, int Bookings)> answered)
    {
        for (var i = 1; i < answered.Count; i++)
        {
            var (from, to) = (answered[i - 1].Length, answered[i].Length);
            yield return from;
            for (var frame = from + Page + FrameHeader; frame < to; frame += 3 * (Page + FrameHeader))
            {
                yield return frame;
                yield return frame - Page / 2;
            }
        }

        yield return answered[^1].Length;
    }

    private static async Task<(string Sound, int Bookings)> OpenCutAsync(string file, long length, string folder)
    {
        var copy = Path.Combine(folder, "salon.db");
        File.Copy(file, copy);
        await using (var from = new FileStream(file + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        await using (var to = File.Create(copy + "-wal"))
        {
            var bytes = new byte[length];
            await from.ReadExactlyAsync(bytes);
            await to.WriteAsync(bytes);
        }

        await using var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT integrity_check FROM pragma_integrity_check LIMIT 1), (SELECT COUNT(*) FROM bookings)";
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetString(0), row.GetInt32(1));
    }
}
