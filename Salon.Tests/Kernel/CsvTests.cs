namespace Salon.Tests.Kernel;

public sealed class CsvTests
{
    [Theory, Trait("Proves", "S-13")]
    [InlineData("plain", "\"plain\"")]
    [InlineData("with \"quotes\", and a comma", "\"with \"\"quotes\"\", and a comma\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("  @SUM(A1)", "\"'  @SUM(A1)\"")]
    [InlineData("\u00a0=1", "\"'\u00a0=1\"")]
    [InlineData("＝cmd", "\"'＝cmd\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("+966500000001", "\"'+966500000001\"")]
    [InlineData("-12.5", "\"'-12.5\"")] // a name
    [InlineData(-12, "\"-12\"")] // a number
    [InlineData("-12+cmd", "\"'-12+cmd\"")]
    [InlineData(null, "\"\"")]
    public void No_cell_begins_like_a_formula(object? cell, string written) =>
        Assert.Equal($"{written}\r\n", System.Text.Encoding.UTF8.GetString(Csv.File([[cell]])[3..]));

    [Fact]
    public void A_file_says_that_it_is_UTF8_so_that_Arabic_stays_readable()
    {
        var file = Csv.File([["اسم", "عدد"], ["لمسة", "3"]]);
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Equal("\"اسم\",\"عدد\"\r\n\"لمسة\",\"3\"\r\n", System.Text.Encoding.UTF8.GetString(file[3..]));
    }

    [Fact]
    public void Numbers_amounts_and_dates_are_written_for_machines() =>
        Assert.Equal(
            ["3", "-10.50", "1.250", "2026-12-01"],
            ((object[])[3L, new Money(-1050, "SAR"), new Money(1250, "KWD"), new LocalDate(2026, 12, 1)]).Select(Csv.Text));

    [Fact]
    public async Task A_long_file_is_the_same_as_a_short_one()
    {
        using var stream = new MemoryStream();
        await Csv.WriteAsync(stream, ["Name", "Visits"], Rows());
        Assert.Equal(Csv.File([["Name", "Visits"], ["=1", 2]]), stream.ToArray());

        static async IAsyncEnumerable<IEnumerable<object?>> Rows()
        {
            await Task.Yield();
            yield return ["=1", 2];
        }
    }
}
