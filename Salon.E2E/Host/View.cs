using System.Reflection;
using Xunit.Sdk;

namespace Salon.E2E.Host;

/// <summary>A language, a screen width in pixels, and whether the device prefers dark pages.</summary>
public sealed record View(string Language, int Width, bool Dark = false)
{
    public static readonly View ArabicPhone = new("ar", 390);
    public static readonly View EnglishPhone = new("en", 390);
    public static readonly View ArabicDesktop = new("ar", 1280);
    public static readonly View EnglishDesktop = new("en", 1280);

    public override string ToString() => $"{Language}-{Width}{(Dark ? "-dark" : "")}";
}

/// <summary>Runs a theory as an Arabic and an English reader, on a phone and on a desktop.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryViewAttribute : DataAttribute
{
    public static readonly List<View> All = [View.ArabicPhone, View.EnglishPhone, View.ArabicDesktop, View.EnglishDesktop];

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => All.Select(view => new object[] { view });
}

/// <summary>Runs a theory in Arabic on a phone and in English on a desktop: for journeys whose pages are looked at elsewhere in every view.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothLanguagesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[View.ArabicPhone], [View.EnglishDesktop]];
}

/// <summary>As <see cref="BothLanguagesAttribute"/> with the screens the other way round, so that neighbouring pages are seen in all four views.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothLanguagesMirroredAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[View.EnglishPhone], [View.ArabicDesktop]];
}
