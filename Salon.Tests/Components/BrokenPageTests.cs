using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Salon.Web.Components.BackOffice;

namespace Salon.Tests.Components;

/// <summary>What a person sees when a page has a bug.</summary>
public sealed class BrokenPageTests
{
    [Fact]
    public async Task The_sentence_is_shown_also_when_the_shell_is_drawn_in_the_same_moment()
    {
        await using var bench = new Workbench();
        bench.Services.AddLogging();
        bench.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var shell = bench.Render<Shell>();

        shell.Find("button").Click();

        shell.WaitForAssertion(() => Assert.Equal("This page broke", shell.Find("main").TextContent.Trim()));
    }

    private sealed class Shell : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "main");
            builder.OpenComponent<BrokenPage>(1);
            builder.AddComponentParameter(2, nameof(BrokenPage.ChildContent), (RenderFragment)(content =>
            {
                content.OpenComponent<Page>(0);
                content.AddComponentParameter(1, nameof(Page.Draw), (Action)StateHasChanged);
                content.CloseComponent();
            }));
            builder.AddComponentParameter(3, nameof(BrokenPage.ErrorContent), (RenderFragment<Exception>)(_ => content => content.AddContent(0, "This page broke")));
            builder.CloseComponent();
            builder.CloseElement();
        }
    }

    private sealed class Page : ComponentBase
    {
        private bool broken;

        [Parameter] public Action Draw { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (broken) throw new KeyNotFoundException("There is no such text");
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "onclick", EventCallback.Factory.Create(this, Break));
            builder.CloseElement();
        }

        private void Break()
        {
            Draw(); // as Notices do when a question opens
            broken = true;
        }
    }
}
