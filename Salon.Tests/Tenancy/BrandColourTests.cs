using Salon.Tenancy;

namespace Salon.Tests.Tenancy;

public sealed class BrandColourTests
{
    [Theory]
    [InlineData("#000000", 21)]
    [InlineData("#ffffff", 1)]
    [InlineData("#767676", 4.54)]
    public void Contrast_is_what_WCAG_says(string colour, double ratio) => Assert.Equal(ratio, BrandColour.Parse(colour)!.Value.ContrastWith(BrandColour.White), 2);

    [Theory]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("#123456;x")]
    [InlineData(null)]
    public void Anything_else_is_no_colour(string? text) => Assert.Null(BrandColour.Parse(text));

    [Fact]
    public void Every_colour_has_a_readable_one_by_day_and_by_night()
    {
        for (var red = 0; red < 256; red += 51)
        {
            for (var green = 0; green < 256; green += 51)
            {
                for (var blue = 0; blue < 256; blue += 51)
                {
                    var colour = new BrandColour((byte)red, (byte)green, (byte)blue);
                    Assert.True(colour.Readable().IsReadable, colour.ToString());
                    Assert.True(colour.ForNight().ContrastWith(BrandColour.Night) >= BrandColour.LeastContrast, colour.ToString());
                }
            }
        }
    }
}
