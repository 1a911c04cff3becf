using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Salon.Media;

/// <summary>What a picture is stored as ("9f…e1-160-480.webp") and what its files are called ("9f…e1-480.webp").</summary>
/// <remarks>New ones are WebP. Older ones may be JPEG or PNG, as their names say, and stay so until somebody chooses another picture.</remarks>
public static partial class PictureName
{
    public static string New(IEnumerable<int> widths) => $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}-{string.Join('-', widths)}.webp";

    /// <summary>The file of the smallest size that is at least as wide; the largest when none is.</summary>
    /// <param name="stored">A name this class made.</param>
    /// <param name="width">In pixels of the screen.</param>
    public static string File(string stored, int width = int.MaxValue)
    {
        var (random, widths, extension) = Parts(stored);
        var chosen = widths.FirstOrDefault(w => w >= width, widths[^1]);
        return string.Create(CultureInfo.InvariantCulture, $"{random}-{chosen}.{extension}");
    }

    public static IEnumerable<string> Files(string stored) => Widths(stored).Select(w => File(stored, w));

    /// <summary>The widths a picture is kept in, smallest first.</summary>
    /// <param name="stored">A name this class made.</param>
    public static IReadOnlyList<int> Widths(string stored) => Parts(stored).Widths;

    public static bool IsStored(string name) => StoredForm().IsMatch(name);

    /// <summary>Whether a name is one of our files': nothing else is looked for in the data directory.</summary>
    public static bool IsFile(string name) => FileForm().IsMatch(name);

    /// <summary>"image/webp", by the name of a picture or of one of its files.</summary>
    public static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".webp" => "image/webp",
        ".png" => "image/png",
        _ => "image/jpeg",
    };

    private static (string Random, int[] Widths, string Extension) Parts(string stored)
    {
        var parts = Path.GetFileNameWithoutExtension(stored).Split('-');
        return (parts[0], [.. parts[1..].Select(w => int.Parse(w, CultureInfo.InvariantCulture))], Path.GetExtension(stored)[1..]);
    }

    [GeneratedRegex(@"^[0-9a-f]{32}(-[0-9]{2,4}){1,4}\.(webp|png|jpg)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StoredForm();

    [GeneratedRegex(@"^[0-9a-f]{32}-[0-9]{2,4}\.(webp|png|jpg)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileForm();
}
