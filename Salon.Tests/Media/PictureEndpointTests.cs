using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Salon.Data;
using Salon.Media;
using Salon.Tenancy;
using Salon.Tests.Pages;
using Salon.Tests.Web;
using Salon.Tests.World;

namespace Salon.Tests.Media;

/// <summary>Pictures as they come in and go out over HTTP.</summary>
public sealed class PictureEndpointTests
{
    private static readonly (string, string)[] Unhurried = [("Salon:Limits:Writes:PerAddress", "100000"), ("Salon:Limits:Writes:PerUser", "100000")];

    [Theory, BothDatabases]
    public async Task A_logo_is_sent_and_served_for_good_in_the_size_that_a_screen_needs(Db db)
    {
        await using var world = await WebWorld.StartAsync(db);
        var owner = await OwnerAsync(world);

        var name = await NameAsync(await owner.SendFileAsync("/admin/shop/pictures/Logo", Files.Jpeg(800, 600)));

        Assert.Matches("^[0-9a-f]{32}-96-192-384[.]webp$", name);
        var visitor = world.Client();
        var file = $"/media/{PictureName.File(name, 100)}";
        using var shown = await visitor.GetAsync(file);
        Assert.Equal((HttpStatusCode.OK, "image/webp"), (shown.StatusCode, shown.Content.Headers.ContentType?.MediaType));
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", shown.Headers.GetValues("Cache-Control")));
        using var picture = SkiaSharp.SKBitmap.Decode(await shown.Content.ReadAsByteArrayAsync());
        Assert.Equal((192, 192), (picture.Width, picture.Height));
        var tag = shown.Headers.ETag!.ToString();
        Assert.Equal($"\"{PictureName.File(name, 100)}\"", tag);
        Assert.Equal(HttpStatusCode.NotModified, (await visitor.ReadAsync(file, headers: ("If-None-Match", tag))).Status);
        var another = await visitor.ReadAsync(file, headers: ("Accept", "image/avif,image/png,*/*;q=0.1"));
        Assert.Equal((HttpStatusCode.OK, "image/webp"), (another.Status, another.Type?.MediaType)); // every browser of today shows WebP, whatever it says
    }

    [Fact, Trait("Proves", "S-10")]
    public async Task Spoiled_files_of_every_kind_get_a_sentence_and_never_a_fault()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite, Unhurried);
        var owner = await OwnerAsync(world);
        var random = new Random(20261129);

        foreach (var whole in (byte[][])[Files.Png(96, 96), Files.Jpeg(96, 96, Files.Held(6)), Files.Webp(96, 96)])
        {
            for (var i = 0; i < 40; i++)
            {
                var spoiled = whole[..(i % 4 == 0 ? random.Next(whole.Length) : whole.Length)];
                for (var n = random.Next(1, 8); n > 0 && spoiled.Length > 0; n--) spoiled[random.Next(spoiled.Length)] ^= (byte)(1 << random.Next(8));
                using var answer = await owner.SendFileAsync("/admin/shop/pictures/Logo", spoiled);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{i}: {answer.StatusCode}");
                if (answer.StatusCode == HttpStatusCode.BadRequest) Assert.StartsWith("Media.", await ToldAsync(answer, "code"), StringComparison.Ordinal);
            }
        }

        Assert.Matches("[.]webp$", await NameAsync(await owner.SendFileAsync("/admin/shop/pictures/Logo", Files.Jpeg(96, 96)))); // as ready as before
    }

    [Fact]
    public async Task More_than_one_file_or_a_form_that_breaks_off_gets_a_sentence_too()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);
        var owner = await OwnerAsync(world);

        using var two = new MultipartFormDataContent
        {
            { new ByteArrayContent(Files.Jpeg(96, 96)), "picture", "a" }, { new ByteArrayContent(Files.Jpeg(96, 96)), "picture", "b" },
        };
        using var broken = new StringContent("no part of a form");
        broken.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "line") } };

        foreach (var content in new HttpContent[] { two, broken })
        {
            using var answer = await owner.SendContentAsync("/admin/shop/pictures/Logo", content);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("Media.NotAPicture", await ToldAsync(answer, "code"));
        }
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_in_the_reader_s_language()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);
        var owner = await OwnerAsync(world);
        var gif = (byte[])[.. "GIF89a"u8, .. new byte[64]];

        var sentences = new[]
        {
            ("en", "This file is not a JPEG, PNG or WebP picture."), ("ar", "هذا الملف ليس صورة بصيغة JPEG أو PNG أو WebP."),
        };
        foreach (var (culture, words) in sentences)
        {
            using var answer = await owner.SendFileAsync($"/admin/shop/pictures/Logo?culture={culture}", gif);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.StartsWith(words, await ToldAsync(answer, "sentence"), StringComparison.Ordinal);
        }

        using var large = await owner.SendFileAsync("/admin/shop/pictures/Logo", new byte[PictureMaker.MostBytes + 70_000]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Theory, BothDatabases]
    public async Task Pictures_that_were_kept_before_are_shown_as_they_are(Db db)
    {
        await using var world = await WebWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var name = $"{new string('a', 32)}-640-1280.jpg"; // two sizes, made by a browser that wrote no WebP
        var folder = Directory.CreateDirectory(Path.Combine(world.Get<DatabaseOptions>().DataDirectory, "media", "aa")).FullName;
        foreach (var width in PictureName.Widths(name))
            await File.WriteAllBytesAsync(Path.Combine(folder, PictureName.File(name, width)), Files.Jpeg(width, width * 2 / 5));
        var organizations = world.Get<OrganizationService>();
        Assert.True((await organizations.FindAsync(shop.Owner, default)).TryGet(out var settings, out _));
        Assert.Null(await organizations.DressAsync(shop.Owner, new Brand(name, null, [], null), settings.Version, default));

        var page = await new HtmlParser().ParseDocumentAsync(await world.Client().GetStringAsync("/shop"));

        var cover = page.QuerySelector(".cover img")!;
        Assert.Equal($"/media/{PictureName.File(name, 640)} 640w, /media/{PictureName.File(name, 1280)} 1280w", cover.GetAttribute("srcset"));
        using var shown = await world.Client().GetAsync(cover.GetAttribute("src"));
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (shown.StatusCode, shown.Content.Headers.ContentType?.MediaType));
    }

    private static async Task<Browser> OwnerAsync(WebWorld world)
    {
        var shop = await Shop.OpenAsync(world);
        await shop.SignInAsync("+966500000001", Role.Owner);
        var owner = new Browser(world);
        await owner.SignInAsync("0500000001", world);
        await owner.OpenAsync("/my/profile");
        return owner;
    }

    private static async Task<string> NameAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await ToldAsync(answer, "name");
    }

    private static async Task<string> ToldAsync(HttpResponseMessage answer, string field) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Text(field)!;
}
