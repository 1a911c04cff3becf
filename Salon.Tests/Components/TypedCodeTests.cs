using Salon.Web.Components.Public;

namespace Salon.Tests.Components;

/// <summary>A code is understood however it came from the phone.</summary>
public sealed class TypedCodeTests
{
    [Theory]
    [InlineData("795579", "795579")]
    [InlineData("795 579", "795579")]
    [InlineData("795-579", "795579")]
    [InlineData(" 7 9 5 5 7 9 ", "795579")]
    [InlineData("٧٩٥٥٧٩", "795579")]
    [InlineData("٧٩٥ ٥٧٩", "795579")]
    [InlineData("۷۹۵۵۷۹", "795579")]
    [InlineData("Your code for Salon is 795579. It is valid for 10 minutes.", "795579")]
    [InlineData("رمز الدخول إلى صالون: ٧٩٥٥٧٩. صالح لمدة ١٠ دقائق.", "795579")]
    [InlineData("79557", "79557")] // too few: the service refuses it in words
    [InlineData("7955791", "7955791")] // too many: no six of them are the code
    [InlineData("Call 0500000777", "Call 0500000777")]
    [InlineData("no code", "no code")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void The_code_is_found_in_what_was_typed_or_pasted(string? typed, string? code) => Assert.Equal(code, TypedCode.Of(typed));

    [Fact]
    public void A_text_that_no_message_is_as_long_as_is_left_alone()
    {
        var text = $"795579{new string(' ', TypedCode.LongestPaste)}";

        Assert.Equal(text, TypedCode.Of(text));
    }
}
