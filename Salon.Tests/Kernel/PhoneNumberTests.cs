using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Salon.Tests.Kernel;

public sealed class PhoneNumberTests
{
    private sealed record Example(string Region, string Value, string National, string International, bool Mobile);

    [Theory]
    [InlineData("+966500000001")]
    [InlineData("966500000001")]
    [InlineData("00966500000001")]
    [InlineData("0500000001")]
    [InlineData("500000001")]
    [InlineData("050 000 0001")]
    [InlineData("+966 50-000-0001")]
    [InlineData("+966 (0) 50 000 0001")]
    [InlineData("966 0 500000001")]
    [InlineData("  (050) 000.0001 ")]
    [InlineData("٠٥٠٠٠٠٠٠٠١")]
    [InlineData("٩٦٦٥٠٠٠٠٠٠٠١")]
    [InlineData("۰۵۰۰۰۰۰۰۰۱")]
    [InlineData("＋９６６ ５００００ ０００１")]
    [InlineData("\u200E+966\u00A050\u2011000\u20110001\u200F")]
    [InlineData("\u202A+966 50 000 0001\u202C")]
    [InlineData("966500000001+")]
    public void Every_way_a_Saudi_number_is_typed_is_the_same_number(string typed)
    {
        Assert.Equal("+966500000001", Parsed(typed).Value);
    }

    [Theory]
    [InlineData("+966500000001")]
    [InlineData("+966500000002")]
    [InlineData("+966500000003")]
    [InlineData("+966500000010")]
    [InlineData("+966500000099")]
    public void The_numbers_of_the_demo_are_mobile_numbers(string demo)
    {
        Assert.True(Parsed(demo).IsMobile);
    }

    [Theory]
    [InlineData("1 415 555 2671", "1", "+14155552671")]
    [InlineData("415 555 2671", "1", "+14155552671")]
    [InlineData("011 966 50 000 0001", "1", "+966500000001")]
    [InlineData("8 912 345-67-89", "7", "+79123456789")]
    [InlineData("810 971 50 123 4567", "7", "+971501234567")]
    [InlineData("02 1234 5678", "39", "+390212345678")] // Italy keeps the zero
    [InlineData("0 11 15 2345-6789", "54", "+5491123456789")] // Argentina's 15 becomes a 9
    [InlineData("06 20 123 4567", "36", "+36201234567")]
    [InlineData("055 123 4567", "971", "+971551234567")]
    public void A_number_without_country_belongs_to_the_country_asked_for(string typed, string callingCode, string expected)
    {
        Assert.Equal(expected, Parsed(typed, callingCode).Value);
    }

    [Theory]
    [InlineData(null, "Phone.Missing")]
    [InlineData("", "Phone.Missing")]
    [InlineData(" \u200F ", "Phone.NotANumber")]
    [InlineData("call me", "Phone.NotANumber")]
    [InlineData("050000000l", "Phone.NotANumber")]
    [InlineData("+", "Phone.NotANumber")]
    [InlineData("++966500000001", "Phone.NotANumber")]
    [InlineData("050+0000001", "Phone.NotANumber")]
    [InlineData("0500000001 ext 5", "Phone.NotANumber")]
    [InlineData("05000", "Phone.TooShort")]
    [InlineData("+96650000", "Phone.TooShort")]
    [InlineData("050000000123", "Phone.TooLong")]
    [InlineData("+9665000000012345", "Phone.TooLong")]
    [InlineData("1234567890123456789012345678901234567890", "Phone.TooLong")]
    [InlineData("+999500000001", "Phone.WrongCountry")]
    [InlineData("0400000001", "Phone.NotPossible")]
    [InlineData("05000000012", "Phone.NotPossible")]
    public void A_text_that_is_no_number_is_refused_with_its_reason(string? typed, string code)
    {
        var error = PhoneNumber.Parse(typed).Error;

        Assert.Equal(code, error?.Code);
        Assert.Equal(ErrorKind.Invalid, error?.Kind);
    }

    [Fact]
    public void An_unknown_country_in_the_settings_is_a_fault_and_not_an_answer()
    {
        Assert.Throws<ArgumentException>(() => PhoneNumber.Parse("0500000001", "999"));
    }

    [Fact]
    public void The_example_of_every_country_reads_and_groups_as_its_people_write_it()
    {
        var examples = Examples();

        Assert.True(examples.Length > 200);
        Assert.All(examples, example =>
        {
            var number = Parsed(example.International);
            Assert.Equal(example.Value, number.Value);
            Assert.Equal(example.Region, number.Region);
            Assert.Equal(example.National, number.ToNational());
            Assert.Equal(example.International, number.ToInternational());
            Assert.Equal(example.Mobile, number.IsMobile);
            Assert.Equal(number, Parsed(example.National, number.CallingCode));
        });
    }

    [Theory]
    [InlineData("+966112345678", "SA", false)]
    [InlineData("+966500000001", "SA", true)]
    [InlineData("+14165550123", "CA", true)]
    [InlineData("+77012345678", "KZ", true)]
    [InlineData("+447400123456", "GB", true)]
    [InlineData("+442079460018", "GB", false)]
    public void A_number_tells_its_country_and_whether_it_is_mobile(string typed, string region, bool mobile)
    {
        var number = Parsed(typed);

        Assert.Equal(region, number.Region);
        Assert.Equal(mobile, number.IsMobile);
    }

    [Theory]
    [InlineData("+966500000001", "+966 5• ••• ••01")]
    [InlineData("+14155552671", "+1 4•• ••• ••71")]
    [InlineData("+24740123", "+247 4••23")]
    public void A_masked_number_is_known_to_its_owner_only(string number, string masked)
    {
        Assert.Equal(masked, Parsed(number).Mask());
    }

    [Fact]
    public void A_number_that_slips_into_a_log_is_masked()
    {
        var number = Parsed("0500000001");

        Assert.DoesNotContain("500000001", $"{number}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_number_comes_back_equal_and_a_damaged_one_is_noticed()
    {
        Assert.Equal(Parsed("0500000001"), PhoneNumber.FromStored("+966500000001"));
        Assert.Throws<FormatException>(() => PhoneNumber.FromStored("0500000001"));
        Assert.Throws<FormatException>(() => PhoneNumber.FromStored("+999"));
    }

    [Fact]
    public void Any_text_is_either_a_number_that_reads_back_or_a_reason()
    {
        var letters = Gen.Elements("0123456789+٠١٢٣۹ -().\u200F٥abز".ToCharArray());
        Prop.ForAll(Gen.ArrayOf(letters).ToArbitrary(), characters =>
        {
            var result = PhoneNumber.Parse(new string(characters));
            return result.TryGet(out var number, out var error)
                ? Parsed(number.ToInternational()) == number && Parsed(number.ToNational(), number.CallingCode) == number
                : error.Code.StartsWith("Phone.", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }

    private static PhoneNumber Parsed(string typed, string callingCode = "966") =>
        PhoneNumber.Parse(typed, callingCode).TryGet(out var number, out var error) ? number : throw new Xunit.Sdk.XunitException($"{typed}: {error.Code}");

    private static Example[] Examples()
    {
        using var stream = typeof(PhoneNumberTests).Assembly.GetManifestResourceStream("Salon.Tests.Kernel.phone-examples.json")!;
        return JsonSerializer.Deserialize<Example[]>(stream, JsonSerializerOptions.Web)!;
    }
}
