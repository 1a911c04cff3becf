namespace Salon.Tests.House;

/// <summary>The reader of C# that the other rules look through.</summary>
public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a // b\nc", "a     \nc")]
    [InlineData("a /* b */ c", "a         c")]
    [InlineData("a \"b \\\" c\" d", "a          d")]
    [InlineData("a @\"b \"\" c\" d", "a           d")]
    [InlineData("a $\"b {c(\"d\")} e\" f", "a                 f")]
    [InlineData("a \"\"\"b \" c\"\"\" d", "a             d")]
    [InlineData("a '\"' b '\\'' c", "a     b      c")]
    [InlineData("a @* b *@ c", "a         c")]
    public void Comments_and_strings_are_blanked(string code, string expected) => Assert.Equal(expected, CodeText.WithoutStrings(code));
}
