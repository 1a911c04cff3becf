using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace Salon.Tests.House;

/// <summary>What code that the build writes for a handler (EnableRequestDelegateGenerator) reads otherwise than the framework does at run time.</summary>
public sealed class HandlerTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly IEnumerable<(string Name, ParameterInfo Parameter)> Parameters =
        from type in typeof(Program).Assembly.GetTypes()
        from method in type.GetMethods(All)
        from parameter in method.GetParameters()
        select ($"{type.FullName}.{method.Name}: {parameter.Name}", parameter);

    [Fact]
    public void A_form_is_read_after_its_token() => Rule.Holds(
        "A handler of a form asks IsRequestValidAsync and reads it then (MapForm): for [FromForm] a missing token would be answered with 500.",
        from taken in Parameters
        where taken.Parameter.IsDefined(typeof(FromFormAttribute))
        select taken.Name);

    [Fact]
    public void A_list_in_an_address_says_so() => Rule.Holds(
        "A described list, which stands in an address, carries [FromQuery]: one that may be left out would be looked for in the body.",
        from taken in Parameters
        let isDescribedList = taken.Parameter.ParameterType.IsArray && taken.Parameter.IsDefined(typeof(DescriptionAttribute))
        where isDescribedList && !taken.Parameter.IsDefined(typeof(FromQueryAttribute))
        select taken.Name);
}
