using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Salon.Tests.World;
using Salon.Web.Components.BackOffice;
using Salon.Web.Layouts;

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

    [Fact]
    public async Task The_back_office_says_what_happened_and_offers_two_ways_on()
    {
        await using var world = await SalonWorld.StartAsync(Db.Sqlite);
        await using var bench = await OpenPageTests.BenchAsync(world);
        bench.ComponentFactories.AddStub<Microsoft.AspNetCore.Components.Forms.AntiforgeryToken>();
        var layout = bench.Render<BackOfficeLayout>(p => p.Add(l => l.Body, page =>
        {
            page.OpenComponent<Page>(0);
            page.AddComponentParameter(1, nameof(Page.Draw), (Action)(() => { }));
            page.CloseComponent();
        }));

        layout.Find("main .until-live > button").Click();

        layout.WaitForAssertion(() => Assert.Equal(bench.T["Desk.BrokenTitle"], layout.Find("main [role=alert] h1").TextContent));
        Assert.Equal(bench.T["Desk.Reload"], layout.Find("main button").TextContent);
        Assert.Equal("/desk", layout.Find("main a").GetAttribute("href"));
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
