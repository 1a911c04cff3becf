using Salon.Data;

namespace Salon.Media;

/// <summary>What a picture is for; it decides its shape and sizes. Stored by number: never renumber.</summary>
public enum PictureUse
{
    Logo = 0,
    Cover = 1,
    Portrait = 2,
    Service = 3,
    Gallery = 4,
}

/// <summary>An uploaded picture: its row, beside the files of its sizes in the data directory.</summary>
public sealed class Picture : ITenantRow
{
    private Picture() { } // EF Core

    public OrganizationId OrganizationId { get; private init; }
    public RowId Id { get; private init; }
    public string Name { get; private init; } = ""; // PictureName; random, so that nobody finds a picture she was not shown
    public PictureUse Use { get; private init; }
    public string Type { get; private init; } = ""; // "image/webp"
    public int Width { get; private init; }  // of the largest size
    public int Height { get; private init; }
    public long Bytes { get; private init; } // of all sizes together
    public Instant CreatedAt { get; private init; }

    internal static Picture Of(OrganizationId organization, string name, PictureUse use, PictureFile largest, long bytes, Instant now) => new()
    {
        OrganizationId = organization, Id = RowId.New(), Name = name, Use = use, Type = PictureName.TypeOf(name),
        Width = largest.Width, Height = largest.Height, Bytes = bytes, CreatedAt = now,
    };
}

/// <summary>The shape and the sizes of each use, in pixels.</summary>
/// <param name="Widths">Smallest first; one file of each is made. Four at most, for their names.</param>
/// <param name="Ratio">Height over width.</param>
public sealed record PictureShape(IReadOnlyList<int> Widths, double Ratio)
{
    public static PictureShape Of(PictureUse use) => use switch
    {
        PictureUse.Logo => new([96, 192, 384], 1),
        PictureUse.Cover => new([640, 960, 1280, 1920], 0.4),
        PictureUse.Portrait => new([96, 160, 320, 480], 1.25),
        PictureUse.Service => new([320, 640, 960], 0.75),
        PictureUse.Gallery => new([240, 480, 960], 1.25),
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "A use without a shape."),
    };
}
