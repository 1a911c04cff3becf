using System.Reflection;

namespace Salon.Tests.House;

/// <summary>What a theory is given is a part of its test's name, so it is small.</summary>
public sealed class TheoryTests
{
    // Discovery writes every value out as text, in each run, whatever the filter: a file of megabytes costs seconds.
    [Fact]
    public void No_file_that_a_theory_is_given_is_written_out_by_discovery()
    {
        var wrong = typeof(TheoryTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(TheoryAttribute)) && method.GetParameters().Any(p => p.ParameterType == typeof(byte[])))
            .Where(method => !method.GetCustomAttributes<MemberDataAttribute>().All(data => data.DisableDiscoveryEnumeration))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Empty(wrong);
    }
}
