namespace Salon.Media;

/// <summary>What the header of a picture says about it.</summary>
/// <param name="Type">"image/webp", "image/jpeg" or "image/png", by what the bytes are and not by what somebody called them.</param>
public sealed record PictureFacts(string Type, string Extension, int Width, int Height);

/// <summary>A picture without anything that is no picture.</summary>
public sealed record CleanPicture(PictureFacts Facts, byte[] Bytes);

public static class MediaErrors
{
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Media.NotAllowed");

    /// <summary>Neither JPEG, PNG nor WebP, whatever it is called.</summary>
    public static readonly Error NotAPicture = new(ErrorKind.Invalid, "Media.NotAPicture");

    /// <summary>Cut off, or not what its header says.</summary>
    public static readonly Error Broken = new(ErrorKind.Invalid, "Media.Broken");

    public static readonly Error Animated = new(ErrorKind.Invalid, "Media.Animated");
    public static readonly Error OtherShape = new(ErrorKind.Invalid, "Media.OtherShape");

    /// <param name="megabytes">The most a file may have.</param>
    public static Error TooManyBytes(int megabytes) => new(ErrorKind.Invalid, "Media.TooManyBytes", megabytes);

    /// <param name="pixels">The most pixels a side may have.</param>
    public static Error TooLarge(int pixels) => new(ErrorKind.Invalid, "Media.TooLarge", pixels);

    /// <param name="pictures">The most an organization may have.</param>
    public static Error TooMany(int pictures) => new(ErrorKind.Conflict, "Media.TooMany", pictures);
}
