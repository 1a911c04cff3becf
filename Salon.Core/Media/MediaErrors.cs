namespace Salon.Media;

public static class MediaErrors
{
    public static readonly Error NotAllowed = new(ErrorKind.Forbidden, "Media.NotAllowed");

    /// <summary>Neither JPEG, PNG nor WebP, whatever it is called.</summary>
    public static readonly Error NotAPicture = new(ErrorKind.Invalid, "Media.NotAPicture");

    /// <summary>Cut off, or not what its header says.</summary>
    public static readonly Error Broken = new(ErrorKind.Invalid, "Media.Broken");

    public static readonly Error Animated = new(ErrorKind.Invalid, "Media.Animated");

    /// <summary>Too many pictures are on their way at once.</summary>
    public static readonly Error Busy = new(ErrorKind.Unavailable, "Media.Busy");

    /// <param name="megabytes">The most a file may have.</param>
    public static Error TooManyBytes(int megabytes) => new(ErrorKind.Invalid, "Media.TooManyBytes", megabytes);

    /// <param name="pixels">The most pixels a side may have.</param>
    public static Error TooLarge(int pixels) => new(ErrorKind.Invalid, "Media.TooLarge", pixels);

    /// <param name="megapixels">The most a picture may have in all.</param>
    public static Error TooManyPixels(int megapixels) => new(ErrorKind.Invalid, "Media.TooManyPixels", megapixels);

    /// <param name="pixels">The fewest pixels a side may have.</param>
    public static Error TooSmall(int pixels) => new(ErrorKind.Invalid, "Media.TooSmall", pixels);

    /// <param name="pictures">The most an organization may have.</param>
    public static Error TooMany(int pictures) => new(ErrorKind.Conflict, "Media.TooMany", pictures);
}
