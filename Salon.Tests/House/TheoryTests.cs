using System.Reflection;

namespace Salon.Tests.House;

/// <summary>What a theory is given is a part of its test's name, so it is small.</summary>
public sealed class TheoryTests
{
    [Fact]
    public void No_file_that_a_theory_is_given_is_written_out_by_discovery() => Rule.Holds(
        "Discovery writes every value of a theory out as text, in each run: a theory of files (byte[]) says DisableDiscoveryEnumeration.",
        from type in typeof(TheoryTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.IsDefined(typeof(TheoryAttribute)) && method.GetParameters().Any(p => p.ParameterType == typeof(byte[]))
        where !method.GetCustomAttributes<MemberDataAttribute>().All(data => data.DisableDiscoveryEnumeration)
        select $"{type.Name}.{method.Name}");
}
