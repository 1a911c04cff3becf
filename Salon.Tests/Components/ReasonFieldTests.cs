using Bunit;
using Salon.Web.Components.BackOffice;

namespace Salon.Tests.Components;

/// <summary>Why something is done: tapped or typed.</summary>
public sealed class ReasonFieldTests
{
    [Fact]
    public async Task A_usual_reason_that_is_tapped_stands_in_the_line_and_can_be_changed_there()
    {
        await using var bench = new Workbench();
        var reason = "";
        var field = bench.Render<ReasonField>(p => p
            .Add(f => f.Id, "why").Add(f => f.Label, "Reason").Add(f => f.Usual, ["Desk.ReasonIll", "Desk.ReasonBusy"])
            .Bind(f => f.Value, reason, said => reason = said));
        Assert.Equal([bench.T["Desk.ReasonIll"], bench.T["Desk.ReasonBusy"]], field.FindAll(".chip").Select(chip => chip.TextContent));
        Assert.All(field.FindAll(".chip"), chip => Assert.Equal("false", chip.GetAttribute("aria-pressed")));

        field.FindAll(".chip")[1].Click();
        field.Render(p => p.Add(f => f.Value, reason));
        Assert.Equal((bench.T["Desk.ReasonBusy"], bench.T["Desk.ReasonBusy"]), (reason, field.Find("#why").GetAttribute("value")));
        Assert.Equal(["false", "true"], field.FindAll(".chip").Select(chip => chip.GetAttribute("aria-pressed")));

        field.Find("#why").Input("Her train was late");
        field.Render(p => p.Add(f => f.Value, reason));
        Assert.Equal("Her train was late", reason);
        Assert.All(field.FindAll(".chip"), chip => Assert.Equal("false", chip.GetAttribute("aria-pressed")));
    }
}
