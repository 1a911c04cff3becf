using Microsoft.Data.Sqlite;
using Salon.Data;
using Salon.Media;
using Salon.Team;
using Salon.Tests.World;

namespace Salon.Tests.Media;

public sealed class PictureServiceTests
{
    private static readonly byte[] Portrait = Files.Jpeg(480, 600);

    [Theory, BothDatabases]
    public async Task A_picture_is_kept_in_its_sizes_under_a_name_nobody_guesses(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);

        var name = await AddAsync(world, salon.Manager, PictureUse.Portrait, Portrait);

        Assert.Matches("^[0-9a-f]{32}-96-160-320-480[.]webp$", name);
        var store = world.Get<PictureStore>();
        Assert.Equal(["-96.webp", "-160.webp", "-320.webp", "-480.webp"], PictureName.Files(name).Select(f => f[32..]));
        Assert.All(PictureName.Files(name), file => Assert.StartsWith(world.Options.DataDirectory, store.Find(file), StringComparison.Ordinal));
        Assert.EndsWith("-96.webp", PictureName.File(name, 88), StringComparison.Ordinal);
        Assert.NotEqual(name, await AddAsync(world, salon.Manager, PictureUse.Portrait, Portrait));
    }

    [Theory, BothDatabases]
    public async Task Only_who_may_change_a_thing_puts_up_its_picture(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var pictures = world.Get<PictureService>();

        Assert.Equal(MediaErrors.NotAllowed, (await pictures.AddAsync(salon.Desk, PictureUse.Portrait, new MemoryStream(Portrait), default)).Error);
        Assert.Equal(MediaErrors.NotAllowed, (await pictures.AddAsync(salon.Manager, PictureUse.Logo, new MemoryStream(Files.Png(384, 384)), default)).Error);
        Assert.Null((await pictures.AddAsync(salon.Owner, PictureUse.Logo, new MemoryStream(Files.Png(384, 384)), default)).Error);
    }

    [Theory, BothDatabases]
    public async Task One_file_is_read_at_a_time_however_many_arrive(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var pictures = world.Get<PictureService>();
        var reading = new Reading();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12)
            .Select(_ => Task.Run(() => pictures.AddAsync(salon.Owner, PictureUse.Logo, new WatchedStream(Files.Png(384, 384), reading), default))));

        Assert.All(answers, answer => Assert.Null(answer.Error));
        Assert.Equal(12, reading.All);
        Assert.Equal(1, reading.MostAtOnce); // what a file is read into is held by one alone
    }

    [Fact]
    public async Task What_cannot_be_written_down_leaves_no_file_behind()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var salon = await SmallSalon.OpenAsync(world);
        await using (var connection = new SqliteConnection($"Data Source={world.Options.SqliteFile};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var hide = connection.CreateCommand();
            hide.CommandText = "ALTER TABLE pictures RENAME TO hidden";
            await hide.ExecuteNonQueryAsync();
        }

        await Assert.ThrowsAnyAsync<Exception>(() => AddAsync(world, salon.Manager, PictureUse.Portrait, Portrait));

        Assert.Empty(Directory.GetFiles(world.Options.DataDirectory, "*.webp*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Who_would_wait_behind_too_many_is_told_to_come_back_and_nothing_is_lost()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        var salon = await SmallSalon.OpenAsync(world);
        var pictures = world.Get<PictureService>();
        var (reading, gate) = (new Reading(), new TaskCompletionSource());
        var first = pictures.AddAsync(salon.Owner, PictureUse.Logo, new WatchedStream(Files.Png(64, 64), reading, gate.Task), default);
        var waiting = Enumerable.Range(0, PictureService.MostWaiting)
            .Select(_ => pictures.AddAsync(salon.Owner, PictureUse.Logo, new MemoryStream(Files.Png(64, 64)), default)).ToList();

        Assert.Equal(MediaErrors.Busy, (await pictures.AddAsync(salon.Owner, PictureUse.Logo, new MemoryStream(Files.Png(64, 64)), default)).Error);

        gate.SetResult();
        Assert.All(await Task.WhenAll([first, .. waiting]), answer => Assert.Null(answer.Error));
    }

    [Theory, BothDatabases]
    public async Task What_nobody_shows_for_a_day_is_forgotten_and_what_is_shown_stays(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var shown = await AddAsync(world, salon.Manager, PictureUse.Portrait, Portrait);
        var unused = await AddAsync(world, salon.Manager, PictureUse.Portrait, Portrait);
        var team = world.Get<TeamService>();
        Assert.True((await team.FindAsync(salon.Manager, salon.Sara, default)).TryGet(out var sara, out _));
        Assert.Null(await team.SaveAsync(salon.Manager, salon.Sara, sara.Draft with { Picture = shown }, sara.Version, default));
        var (pictures, store, system) = (world.Get<PictureService>(), world.Get<PictureStore>(), Actor.System(salon.Id));

        Assert.Equal(0, await pictures.SweepAsync(system, default)); // a form may still be open
        world.Clock.Advance(Duration.FromDays(2));
        Assert.Equal(1, await pictures.SweepAsync(system, default));

        Assert.All(PictureName.Files(unused), file => Assert.Null(store.Find(file)));
        Assert.All(PictureName.Files(shown), file => Assert.NotNull(store.Find(file)));
    }

    [Theory]
    [InlineData("../salon.db")]
    [InlineData("..%2fsalon.db")]
    [InlineData("00000000000000000000000000000000-160.jpg\n")]
    [InlineData("00000000000000000000000000000000-160.svg")]
    [InlineData("")]
    public void Nothing_but_a_pictures_file_is_looked_for(string name) => Assert.False(PictureName.IsFile(name));

    private static async Task<string> AddAsync(SalonWorld world, Actor actor, PictureUse use, byte[] file)
    {
        var added = await world.Get<PictureService>().AddAsync(actor, use, new MemoryStream(file), default);
        Assert.True(added.TryGet(out var name, out var refusal), refusal?.Code);
        return name;
    }

    private sealed class Reading
    {
        private int now, all, most;

        public int All => all;

        public int MostAtOnce => most;

        public void Begin()
        {
            Interlocked.Increment(ref all);
            var here = Interlocked.Increment(ref now);
            for (var seen = most; here > seen && Interlocked.CompareExchange(ref most, here, seen) != seen;) seen = most;
        }

        public void End() => Interlocked.Decrement(ref now);
    }

    /// <summary>Tells from its first byte to its end that it is being read.</summary>
    private sealed class WatchedStream(byte[] file, Reading reading, Task? gate = null) : MemoryStream(file)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == 0) reading.Begin();
            await (gate ?? Task.CompletedTask);
            await Task.Yield();
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0) reading.End();
            return read;
        }
    }
}
