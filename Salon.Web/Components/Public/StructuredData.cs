using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Salon.Web.Components.Public;

/// <summary>Facts of a page for search engines, in the vocabulary of schema.org.</summary>
public sealed class StructuredData : ComponentBase
{
    /// <summary>A JSON-LD object; "@type" and the like are its keys.</summary>
    [Parameter, EditorRequired] public IReadOnlyDictionary<string, object?> Facts { get; set; } = null!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        // The default encoder writes <, > and & as \u003C and so on: no text of a salon can end the element.
        var json = JsonSerializer.Serialize(Facts);
        builder.AddMarkupContent(0, $"<script type=\"application/ld+json\">{json}</script>");
    }
}
