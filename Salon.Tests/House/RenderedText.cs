using System.Net;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Salon.Tests.House;

/// <summary>What components write literally, read from their compiled form: there the Razor compiler has told text from code.</summary>
internal static partial class RenderedText
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    // Attributes and parameters whose value a person sees or hears
    private static readonly HashSet<string> Spoken = new(StringComparer.OrdinalIgnoreCase)
    {
        "alt", "title", "placeholder", "label", "text", "value", "summary", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "description", "emptytext", "data-label",
    };

    // value="sms" of a hidden field or option is for the program
    private static readonly HashSet<string> SpokenWhenWords = new(StringComparer.OrdinalIgnoreCase) { "value", "text" };

    /// <returns>The component and each literal text node or spoken attribute it writes.</returns>
    public static IEnumerable<(string Component, string Text)> In(Assembly assembly) =>
        from type in assembly.GetTypes()
        let component = ComponentOf(type)
        where component is not null
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        from text in Literals(method)
        select (component.FullName!, text);

    // The compiler puts fragments and handlers into classes inside the component.
    private static Type? ComponentOf(Type? type) => type is null || typeof(IComponent).IsAssignableFrom(type) ? type : ComponentOf(type.DeclaringType);

    private static IEnumerable<string> Literals(MethodInfo method)
    {
        var loaded = new List<string>(); // the strings on their way to the next call
        foreach (var (code, argument) in Instructions(method))
        {
            if (code == OpCodes.Ldstr) loaded.Add(method.Module.ResolveString(argument));
            if (code.FlowControl != FlowControl.Call) continue;

            var called = Called(method, argument);
            if (called?.DeclaringType == typeof(RenderTreeBuilder) && loaded.Count > 0)
            {
                foreach (var text in Texts(called.Name, loaded)) yield return text;
            }

            loaded.Clear();
        }
    }

    private static IEnumerable<string> Texts(string call, List<string> loaded) => call switch
    {
        nameof(RenderTreeBuilder.AddMarkupContent) => OfMarkup(loaded[^1]),
        nameof(RenderTreeBuilder.AddContent) => [loaded[^1]],
        nameof(RenderTreeBuilder.AddAttribute) or nameof(RenderTreeBuilder.AddComponentParameter) when loaded.Count >= 2 && IsSpoken(loaded[^2], loaded[^1]) => [loaded[^1]],
        _ => [],
    };

    private static bool IsSpoken(string name, string value) => Spoken.Contains(name) && (!SpokenWhenWords.Contains(name) || value.Contains(' ', StringComparison.Ordinal));

    private static IEnumerable<string> OfMarkup(string markup)
    {
        var shown = Unshown().Replace(markup, "");
        foreach (Match attribute in Attribute().Matches(shown))
        {
            if (IsSpoken(attribute.Groups["name"].Value, attribute.Groups["value"].Value)) yield return WebUtility.HtmlDecode(attribute.Groups["value"].Value);
        }

        foreach (var text in Tag().Split(shown)) yield return WebUtility.HtmlDecode(text);
    }

    public static MethodBase? Called(MethodBase caller, int token)
    {
        var ofType = caller.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        return caller.Module.ResolveMethod(token, ofType, caller is MethodInfo { IsGenericMethod: true } ? caller.GetGenericArguments() : null);
    }

    public static IEnumerable<(OpCode Code, int Argument)> Instructions(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? Codes[0xFE00 | il[at + 1]] : Codes[il[at]];
            at += code.Size;
            var size = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
            yield return (code, size == 4 ? BitConverter.ToInt32(il, at) : 0);
            at += size;
        }
    }

    [GeneratedRegex("<(script|style)[^>]*>.*?</\\1>|<!--.*?-->", RegexOptions.Singleline, 1000)]
    private static partial Regex Unshown();

    [GeneratedRegex(@"\s(?<name>[\w-]+)=""(?<value>[^""]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Tag();
}
