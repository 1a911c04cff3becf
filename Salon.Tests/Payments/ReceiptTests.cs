using System.Globalization;
using Salon.Payments.Documents;
using Salon.Payments.Rules;

namespace Salon.Tests.Payments;

/// <summary>VAT to the halala, and the QR code byte for byte.</summary>
public sealed class ReceiptTests
{
    private static readonly Instant Sample = Instant.FromUtc(2022, 4, 25, 15, 30);

    [Theory]
    [InlineData("Bobs Records", 100_000, 15_000, "AQxCb2JzIFJlY29yZHMCDzMxMDEyMjM5MzUwMDAwMwMUMjAyMi0wNC0yNVQxNTozMDowMFoEBzEwMDAuMDAFBjE1MC4wMA==")]
    [InlineData("الجواهري العربي", 100_000, 15_000, "AR3Yp9mE2KzZiNin2YfYsdmKINin2YTYudix2KjZigIPMzEwMTIyMzkzNTAwMDAzAxQyMDIyLTA0LTI1VDE1OjMwOjAwWgQHMTAwMC4wMAUGMTUwLjAw")]
    public void The_code_is_the_published_one_in_every_culture(string seller, long gross, long vat, string expected)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in (string[])["", "ar-SA", "en-SA", "de-DE"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(expected, new ZatcaQr(seller, "310122393500003", Sample, gross, vat).Encode());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_time_in_the_code_is_UTC()
    {
        var fivePastFive = new LocalDateTime(2026, 3, 20, 17, 5).InZoneStrictly(DateTimeZoneProviders.Tzdb["Asia/Riyadh"]).ToInstant();
        Assert.Equal("ARfYtdin2YTZiNmGINin2YTZhtiu2KjYqQIPMzEwMTIyMzkzNTAwMDAzAxQyMDI2LTAzLTIwVDE0OjA1OjAwWgQGMjMwLjAwBQUzMC4wMA==",
            new ZatcaQr("صالون النخبة", "310122393500003", fivePastFive, 23_000, 3_000).Encode());
    }

    [Fact]
    public void A_foreign_code_is_read()
    {
        var fields = ZatcaQr.Decode("ARVCb2JzIEJhc2VtZW50IFJlY29yZHMCDzEwMDAyNTkwNjcwMDAwMwMUMjAyMi0wNC0yNVQxNTozMDowMFoECjIxMDAxMDAuOTkFCTMxNTAxNS4xNQ==")!;
        Assert.Equal(["Bobs Basement Records", "100025906700003", "2022-04-25T15:30:00Z", "2100100.99", "315015.15"], fields.OrderBy(f => f.Key).Select(f => f.Value));
        Assert.Null(ZatcaQr.Decode("AQw="));
    }

    [Fact]
    public void A_name_that_is_empty_or_too_long_makes_no_code()
    {
        Assert.Throws<ArgumentException>(() => new ZatcaQr("", "310122393500003", Sample, 1, 0).Encode());
        Assert.Throws<ArgumentException>(() => new ZatcaQr(new string('x', 256), "310122393500003", Sample, 1, 0).Encode());
        Assert.Equal(255, ZatcaQr.Decode(new ZatcaQr(new string('x', 255), "310122393500003", Sample, 1, 0).Encode())![1].Length);
    }

    [Theory]
    [InlineData(23_000, 3_000)]
    [InlineData(9_999, 1_304)]
    [InlineData(10_500, 1_370)]
    [InlineData(34_600, 4_513)]
    [InlineData(0, 0)]
    public void VAT_comes_from_the_document_and_not_from_its_lines(long gross, long vat) => Assert.Equal(vat, Vat.Of(gross, 1500));

    [Fact]
    public void VAT_of_several_rates_adds_up_by_their_shares()
    {
        Assert.Equal(4_513, Vat.Of(34_600, [(5_800, 1500), (28_800, 1500)]));
        Assert.Equal(1_500, Vat.Of(23_000, [(11_500, 1500), (11_500, 0)]));
        Assert.Equal(0, Vat.Of(100, []));
    }
}
