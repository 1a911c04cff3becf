namespace Salon.Tests.Kernel;

public sealed class CsvTests
{
    [Theory, Trait("Proves", "S-13")]
    [InlineData("plain", "\"plain\"")]
    [InlineData("with \"quotes\", and a comma", "\"with \"\"quotes\"\", and a comma\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("  @SUM(A1)", "\"'  @SUM(A1)\"")]
    [InlineData("＝cmd", "\"'＝cmd\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("+966500000001", "\"'+966500000001\"")]
    [InlineData("-12.5", "\"-12.5\"")]
    [InlineData("-12+cmd", "\"'-12+cmd\"")]
    [InlineData(null, "\"\"")]
    public void No_cell_begins_like_a_formula(string? text, string cell) => Assert.Equal(cell, Csv.Line([text]));

    [Fact]
    public void A_file_says_that_it_is_UTF8_so_that_Arabic_stays_readable()
    {
        var file = Csv.File([["اسم", "عدد"], ["لمسة", "3"]]);
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Equal("\"اسم\",\"عدد\"\r\n\"لمسة\",\"3\"\r\n", System.Text.Encoding.UTF8.GetString(file[3..]));
    }
}
