namespace Salon.Tests.Kernel;

/// <summary>Arabic as printers draw it that know nothing of Arabic.</summary>
public sealed class VisualTextTests
{
    [Theory]
    [InlineData("سلام", "ﺳﻼﻡ")] // lam and alef are one
    [InlineData("لا", "ﻻ")]
    [InlineData("الأظافر", "ﺍﻷﻇﺎﻓﺮ")]
    [InlineData("فاتورة", "ﻓﺎﺗﻮﺭﺓ")]
    [InlineData("شيء", "ﺷﻲﺀ")] // hamza joins nobody
    [InlineData("مُحَمَّد", "ﻣﺤﻤﺪ")] // vowel marks are left out
    [InlineData("چای", "ﭼﺎﯼ")]
    [InlineData("SAR 12", "SAR 12")]
    [InlineData("نورة 💇🏽", "ﻧﻮﺭﺓ ")] // no printer's typeface has emoji
    public void Letters_take_their_joined_forms(string text, string shaped) => Assert.Equal(shaped, VisualText.Shape(text));

    [Theory]
    [InlineData('ﻼ', 'ﻼ')] // two letters, which readers know
    [InlineData('ﺔ', 'ة')]
    [InlineData('ﯼ', 'ی')]
    [InlineData('A', 'A')]
    [InlineData('½', '½')]
    public void A_drawn_form_stands_for_its_letter(char drawn, char letter) => Assert.Equal(letter, VisualText.Letter(drawn));

    [Theory]
    [InlineData("اب", true, "ﺏﺍ")]
    [InlineData("رقم 12", true, "12 ﻢﻗﺭ")] // a number reads from left to right
    [InlineData("رقم 12", false, "12 ﻢﻗﺭ")]
    [InlineData("بمبلغ 1,150.00 ريال", true, "ﻝﺎﻳﺭ 1,150.00 ﻎﻠﺒﻤﺑ")]
    [InlineData("ضريبة 15%", true, "15% ﺔﺒﻳﺮﺿ")]
    [InlineData("خدمة Balayage VIP 2", true, "Balayage VIP 2 ﺔﻣﺪﺧ")] // a Latin run keeps its order and its number
    [InlineData("قص (قصير)", true, "(ﺮﻴﺼﻗ) ﺺﻗ")] // brackets turn
    [InlineData("Room (2) قص", false, "Room (2) ﺺﻗ")]
    [InlineData("في 22/11/2026، 18:30", true, "18:30 ،22/11/2026 ﻲﻓ")]
    [InlineData("-10.00", true, "-10.00")]
    [InlineData("", true, "")]
    public void A_line_is_put_in_the_order_in_which_it_is_drawn(string text, bool rightToLeft, string drawn) =>
        Assert.Equal(drawn, string.Concat(VisualText.Of(text, rightToLeft).Select(run => run.Text)));
}
