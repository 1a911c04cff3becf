using Salon.Data;
using Salon.Media;
using Salon.Team;
using Salon.Tests.World;

namespace Salon.Tests.Media;

public sealed class PictureServiceTests
{
    private static readonly ReadOnlyMemory<byte>[] Portrait = [Files.Jpeg(480, 600), Files.Jpeg(160, 200)];

    [Theory, BothDatabases]
    public async Task A_picture_is_kept_in_its_sizes_under_a_name_nobody_guesses(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);

        var name = await AddAsync(world, salon.Manager, PictureUse.Portrait, Portrait);

        Assert.Matches("^[0-9a-f]{32}-160-480[.]jpg$", name);
        var store = world.Get<PictureStore>();
        Assert.Equal(["-160.jpg", "-480.jpg"], PictureName.Files(name).Select(f => f[32..]));
        Assert.All(PictureName.Files(name), file => Assert.StartsWith(world.Options.DataDirectory, store.Find(file), StringComparison.Ordinal));
        Assert.EndsWith("-160.jpg", PictureName.File(name, 88), StringComparison.Ordinal);
        Assert.NotEqual(name, await AddAsync(world, salon.Manager, PictureUse.Portrait, Portrait));
    }

    [Theory, BothDatabases]
    public async Task Only_who_may_change_a_thing_puts_up_its_picture(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var pictures = world.Get<PictureService>();

        Assert.Equal(MediaErrors.NotAllowed, (await pictures.AddAsync(salon.Desk, PictureUse.Portrait, Portrait, default)).Error);
        Assert.Equal(MediaErrors.NotAllowed, (await pictures.AddAsync(salon.Manager, PictureUse.Logo, [Files.Png(384, 384)], default)).Error);
        Assert.Null((await pictures.AddAsync(salon.Owner, PictureUse.Logo, [Files.Png(384, 384)], default)).Error);
    }

    [Theory, BothDatabases]
    public async Task A_picture_of_another_shape_or_of_mixed_kinds_is_refused(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var pictures = world.Get<PictureService>();

        Assert.Equal(MediaErrors.OtherShape, (await pictures.AddAsync(salon.Owner, PictureUse.Cover, [Files.Jpeg(600, 600)], default)).Error);
        Assert.Equal(MediaErrors.OtherShape, (await pictures.AddAsync(salon.Owner, PictureUse.Portrait, [Files.Jpeg(480, 600), Files.Webp(160, 200)], default)).Error);
        Assert.Equal(MediaErrors.NotAPicture, (await pictures.AddAsync(salon.Owner, PictureUse.Portrait, [], default)).Error);
    }

    [Theory, BothDatabases]
    public async Task What_nobody_shows_for_a_day_is_forgotten_and_what_is_shown_stays(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var salon = await SmallSalon.OpenAsync(world);
        var (shown, unused) = (await AddAsync(world, salon.Manager, PictureUse.Portrait, Portrait), await AddAsync(world, salon.Manager, PictureUse.Portrait, Portrait));
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

    private static async Task<string> AddAsync(SalonWorld world, Actor actor, PictureUse use, IReadOnlyList<ReadOnlyMemory<byte>> sizes)
    {
        Assert.True((await world.Get<PictureService>().AddAsync(actor, use, sizes, default)).TryGet(out var name, out var refusal), refusal?.Code);
        return name;
    }
}
