using Bunit;
using Salon.Web.Components.BackOffice;

namespace Salon.Tests.Components;

/// <summary>What the editor of a week decides by itself.</summary>
public sealed class WeekEditorTests
{
    [Fact]
    public async Task A_day_that_is_opened_begins_with_hours_and_one_that_is_closed_says_so()
    {
        await using var bench = new Workbench();
        var week = new WeekModel();
        var changes = 0;
        var editor = bench.Render<WeekEditor>(p => p.Add(e => e.Week, week).Add(e => e.OnChange, () => changes++));
        Assert.Equal(7, editor.FindAll("li.closed").Count);

        editor.Find("li:nth-child(1) input[type=checkbox]").Change(true);
        Assert.Equal(("10:00", "22:00"), (editor.Find("li:nth-child(1) input[type=time]").GetAttribute("value"), editor.FindAll("li:nth-child(1) input[type=time]")[1].GetAttribute("value")));
        Assert.Equal(6, editor.FindAll("li.closed").Count);

        editor.Find("li:nth-child(1) input[type=checkbox]").Change(false);
        Assert.Equal((7, 2), (editor.FindAll("li.closed").Count, changes));
    }

    [Fact]
    public async Task An_end_before_the_beginning_is_on_the_next_day_and_one_day_is_copied_to_the_open_ones()
    {
        await using var bench = new Workbench();
        var week = new WeekModel();
        week.Open(IsoDayOfWeek.Sunday);
        week.Open(IsoDayOfWeek.Friday);
        var editor = bench.Render<WeekEditor>(p => p.Add(e => e.Week, week));
        Assert.DoesNotContain(bench.T["Admin.NextDay"], editor.Markup, StringComparison.Ordinal);

        editor.FindAll("li:nth-child(1) input[type=time]")[1].Change("02:00:00"); // with seconds, as browsers send it
        Assert.Contains(bench.T["Admin.NextDay"], editor.Find("li:nth-child(1)").TextContent, StringComparison.Ordinal);

        editor.Find($"button[aria-label='{bench.T["Admin.CopyDayNamed", bench.T.Formats.Weekday(IsoDayOfWeek.Sunday)]}']").Click();
        Assert.Equal("02:00", week.Days[IsoDayOfWeek.Friday].Single().To);
        Assert.Empty(week.Days[IsoDayOfWeek.Monday]);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task A_range_that_is_missing_is_told_at_its_day(string language)
    {
        await using var bench = new Workbench(language);
        var week = new WeekModel();
        week.AddRange(IsoDayOfWeek.Tuesday, isBreak: false);
        var checks = new Checks();
        week.Read(checks, "Week");
        var editor = bench.Render<WeekEditor>(p => p.Add(e => e.Week, week).Add(e => e.Error, checks.Refusal));

        Assert.Equal(bench.T["Errors.Hours.Missing"], editor.Find("li:nth-child(3) .error").TextContent);
        Assert.All(editor.FindAll("li:nth-child(3) input[type=time]"), input => Assert.Equal("true", input.GetAttribute("aria-invalid")));
    }
}
