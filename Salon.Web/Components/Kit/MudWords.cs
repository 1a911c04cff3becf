using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Salon.Web.Components.Kit;

/// <summary>The library's own words, such as "Next month", in the language of whoever reads: they stand in Resources/Mud.resx under its keys.</summary>
internal sealed class MudWords : ILocalizationInterceptor
{
    /// <summary>A key without a text, which a new version may bring, is shown as it is: a missing word must not take a page with it.</summary>
    public LocalizedString Handle(string key, params object[] arguments)
    {
        var texts = Texts.Current;
        var name = $"Mud.{key}";
        return texts.Find(name) is null ? new(key, key, resourceNotFound: true) : new(key, texts[name, Array.ConvertAll(arguments, Plain)]);
    }

    // Numbers are written by the sentence; anything else is text that the library has made.
    private static object Plain(object argument) => argument is int or long ? argument : Convert.ToString(argument, Texts.Current.Culture) ?? "";
}
