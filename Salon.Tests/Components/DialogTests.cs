using Bunit;
using Salon.Web.Components.BackOffice;

namespace Salon.Tests.Components;

/// <summary>What a question on a page decides by itself.</summary>
public sealed class DialogTests
{
    [Fact]
    public async Task A_refusal_is_read_in_the_question_and_it_stays_open()
    {
        await using var bench = new Workbench();
        var (yes, no) = (0, 0);
        var dialog = bench.Render<Dialog>(p => p.Add(d => d.Title, "Close the branch?").Add(d => d.Yes, "Close").Add(d => d.No, "Back").Add(d => d.OnYes, () => yes++).Add(d => d.OnNo, () => no++));
        Assert.Empty(dialog.FindAll("form"));

        await dialog.InvokeAsync(dialog.Instance.Show);
        dialog.Find("form").Submit();
        dialog.Render(p => p.Add(d => d.Error, Salon.Data.DataErrors.ChangedMeanwhile));
        Assert.Contains(bench.T.Error(Salon.Data.DataErrors.ChangedMeanwhile), dialog.Markup, StringComparison.Ordinal);

        await dialog.Instance.ClosedAsync(1); // "no", or Escape
        Assert.Equal((1, 1), (yes, no));
        Assert.Empty(dialog.FindAll("form"));
    }

    [Fact]
    public async Task What_is_told_late_of_one_opening_does_not_close_the_next()
    {
        await using var bench = new Workbench();
        var no = 0;
        var dialog = bench.Render<Dialog>(p => p.Add(d => d.Title, "Book?").Add(d => d.Yes, "Book").Add(d => d.No, "Back").Add(d => d.OnNo, () => no++));
        await dialog.InvokeAsync(dialog.Instance.Show);
        await dialog.InvokeAsync(dialog.Instance.HideAsync); // the browser has yet to say that it closed

        await dialog.InvokeAsync(dialog.Instance.Show);
        await dialog.Instance.ClosedAsync(1);

        Assert.NotEmpty(dialog.FindAll("form"));
        Assert.Equal(0, no);
        await dialog.Instance.ClosedAsync(2);
        Assert.Empty(dialog.FindAll("form"));
        Assert.Equal(1, no);
    }

    [Fact]
    public async Task A_browser_that_closes_while_the_answer_is_carried_out_opens_again()
    {
        await using var bench = new Workbench();
        var script = bench.JSInterop.SetupModule("/js/backoffice.js");
        script.Mode = JSRuntimeMode.Loose;
        var dialog = bench.Render<Dialog>(p => p.Add(d => d.Title, "Book?").Add(d => d.Yes, "Book").Add(d => d.No, "Back").Add(d => d.Busy, true));
        await dialog.InvokeAsync(dialog.Instance.Show);
        Assert.True(dialog.Find("[data-close]").HasAttribute("disabled"));

        await dialog.Instance.ClosedAsync(1);

        Assert.NotEmpty(dialog.FindAll("form"));
        dialog.WaitForAssertion(() => Assert.Equal([1, 2], script.Invocations["openDialog"].Select(i => i.Arguments[2])));
    }

    [Fact]
    public async Task A_question_ends_the_offer_to_take_back_what_was_done_before_it()
    {
        await using var bench = new Workbench();
        bench.Notices.Say("Booked", () => Task.CompletedTask);
        var dialog = bench.Render<Dialog>(p => p.Add(d => d.Title, "Move?").Add(d => d.Yes, "Move"));
        await dialog.InvokeAsync(dialog.Instance.Show);
        Assert.Null(bench.Notices.Current);
    }

    [Fact]
    public async Task Nothing_is_answered_twice_while_the_answer_is_carried_out()
    {
        await using var bench = new Workbench();
        var dialog = bench.Render<Dialog>(p => p.Add(d => d.Title, "Move?").Add(d => d.Yes, "Move").Add(d => d.Busy, true));
        await dialog.InvokeAsync(dialog.Instance.Show);
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"));
    }
}
