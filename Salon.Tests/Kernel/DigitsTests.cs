namespace Salon.Tests.Kernel;

public sealed class DigitsTests
{
    [Theory]
    [InlineData("٠١٢٣٤٥٦٧٨٩", "0123456789")]
    [InlineData("۰۱۲۳۴۵۶۷۸۹", "0123456789")]
    [InlineData("０１２３４５６７８９", "0123456789")]
    [InlineData("رمز ١٢٣456", "رمز 123456")]
    [InlineData("½ ② ⅷ", "½ ② ⅷ")] // numbers, but not digits of a number
    public void Digits_of_every_script_become_ascii(string text, string folded)
    {
        Assert.Equal(folded, Digits.Fold(text));
    }
}
