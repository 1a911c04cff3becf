namespace Salon.Tests.Kernel;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData("115", 11500)]
    [InlineData(" 99.5 ", 9950)]
    [InlineData("99,5", 9950)]
    [InlineData("١١٥٫٥٠", 11550)]
    [InlineData("۱۲۳", 12300)]
    [InlineData("1,150", 115000)]
    [InlineData("1,150,000.00", null)] // above what is believed
    [InlineData("١٬١٥٠", 115000)]
    [InlineData("1 150", 115000)]
    [InlineData("0", 0)]
    [InlineData("", null)]
    [InlineData("-5", null)]
    [InlineData("1,15,0", null)]
    [InlineData("1.155", null)]
    [InlineData("1e5", null)]
    [InlineData("12 SAR", null)]
    [InlineData("99999999999999999999999999", null)]
    public void Amounts_are_read_as_people_type_them(string typed, int? minor) =>
        Assert.Equal(minor is { } m ? new Money(m, "SAR") : null, MoneyText.Parse(typed, "SAR").TryGet(out var money, out _) ? money : (Money?)null);

    [Theory]
    [InlineData(7250, "KWD", "7.250")]
    [InlineData(11500, "SAR", "115")]
    [InlineData(9950, "SAR", "99.50")]
    [InlineData(500, "JPY", "500")]
    public void What_a_form_shows_is_read_back_as_the_same_amount(long minor, string currency, string shown)
    {
        Assert.Equal(shown, MoneyText.Edit(new(minor, currency)));
        Assert.True(MoneyText.Parse(shown, currency).TryGet(out var money, out _));
        Assert.Equal(new Money(minor, currency), money);
    }

    [Theory]
    [InlineData("٤٥", 45)]
    [InlineData(" 7 ", 7)]
    [InlineData("4.5", null)]
    [InlineData("-1", null)]
    [InlineData("99999999999", null)]
    public void Numbers_are_read_in_any_digits(string typed, int? number) =>
        Assert.Equal(number, NumberText.Parse(typed).TryGet(out var value, out _) ? value : (int?)null);

    [Fact]
    public void Names_lose_what_nobody_means_to_type()
    {
        Assert.Equal("Lamsa Salon", TidyText.Line("  Lamsa\u0000 \t Salon\u202E "));
        Assert.Equal("a\n\nb", TidyText.Lines("a \r\n\r\n\r\n\n b\n\n"));
        Assert.Equal("", TidyText.Line(null));
        Assert.Equal("x\uFFFD", TidyText.Line("x\uD800"));
    }

    [Fact]
    public void A_form_tells_every_fault_once_at_its_field()
    {
        var checks = new Checks();
        checks.Name("Name", new("", ""));
        checks.Range("Minutes", 900, 0, 720);
        checks.Range("Minutes", 900, 0, 10);
        checks.Picture("Picture", "/img/../secret");

        var refusal = checks.Refusal!;

        Assert.Equal(Checks.Code, refusal.Code);
        Assert.Equal(["Minutes", "Name", "Picture"], refusal.Fields.Keys.Order());
        Assert.Equal([0L, 720L], refusal.Fields["Minutes"].Args);
        Assert.Null(new Checks().Refusal);
    }
}
