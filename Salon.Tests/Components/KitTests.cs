using System.Text.RegularExpressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Salon.Tests.House;
using Salon.Web.Components.Kit;

namespace Salon.Tests.Components;

/// <summary>The parts of the kit, each by itself.</summary>
public sealed partial class KitTests
{
    [Fact]
    public async Task A_text_field_is_named_described_and_faulted()
    {
        await using var bench = new Workbench();
        var field = bench.Render<TextField>(p => p
            .Add(f => f.Id, "name").Add(f => f.Label, "Name").Add(f => f.Hint, "As on the door").Add(f => f.Value, "Hind"));
        var input = field.Find("input#name");
        Assert.Equal("Name", field.Find("label[for=name]").TextContent);
        Assert.Equal(("name-hint", "auto", "Hind"), (input.GetAttribute("aria-describedby"), input.GetAttribute("dir"), input.GetAttribute("value")));
        Assert.False(input.HasAttribute("aria-invalid") && input.GetAttribute("aria-invalid") != "false");

        field.Render(p => p.Add(f => f.Error, "Say a name."));
        input = field.Find("input#name");
        Assert.Equal(("name-fault", "true"), (input.GetAttribute("aria-describedby"), input.GetAttribute("aria-invalid")));
        Assert.Equal("Say a name.", field.Find("#name-fault").TextContent);
    }

    [Fact]
    public async Task What_is_typed_is_told_with_each_letter()
    {
        await using var bench = new Workbench();
        var told = "";
        var field = bench.Render<TextField>(p => p.Add(f => f.Id, "name").Add(f => f.Label, "Name").Add(f => f.ValueChanged, v => told = v));
        await field.Find("input").InputAsync(new ChangeEventArgs { Value = "هند" });
        Assert.Equal("هند", told);
    }

    [Fact]
    public async Task Several_lines_a_number_pad_a_unit_and_latin_text_are_what_they_say()
    {
        await using var bench = new Workbench("ar");
        var lines = bench.Render<TextField>(p => p.Add(f => f.Id, "a").Add(f => f.Label, "ملاحظة").Add(f => f.Lines, 4));
        Assert.Equal("4", lines.Find("textarea#a").GetAttribute("rows"));
        var number = bench.Render<TextField>(p => p
            .Add(f => f.Id, "b").Add(f => f.Label, "مدة").Add(f => f.InputMode, "numeric").Add(f => f.Unit, "دقيقة"));
        Assert.Equal("numeric", number.Find("input").GetAttribute("inputmode"));
        Assert.False(number.Find("input").HasAttribute("dir"));
        Assert.Contains("دقيقة", number.Markup, StringComparison.Ordinal);
        var phone = bench.Render<TextField>(p => p.Add(f => f.Id, "c").Add(f => f.Label, "جوال").Add(f => f.IsLatin, true).Add(f => f.Type, "tel"));
        Assert.Equal(("ltr", "tel"), (phone.Find("input").GetAttribute("dir"), phone.Find("input").GetAttribute("type")));
    }

    [Fact]
    public async Task Every_type_that_a_page_asks_for_is_known_to_the_field()
    {
        await using var bench = new Workbench();
        var asked = Repository.Files("Salon.Web", ".razor").SelectMany(file => AskedType().Matches(file.Text)).Select(m => m.Groups["type"].Value);
        var types = asked.ToHashSet(StringComparer.Ordinal);
        Assert.True(types.Count >= 6, string.Join(' ', types)); // or else they were not found
        foreach (var type in types)
        {
            var field = bench.Render<TextField>(p => p.Add(f => f.Id, "x").Add(f => f.Label, "X").Add(f => f.Type, type));
            Assert.Equal(type, field.Find("input").GetAttribute("type"));
        }
    }

    [Theory]
    [InlineData("26/11/2026", "2026-11-26")]
    [InlineData("٢٦/١١/٢٠٢٦", "2026-11-26")]
    [InlineData("۲۶-۱۱-۲۰۲۶", "2026-11-26")]
    [InlineData("2026-11-26", "2026-11-26")]
    [InlineData(" 6.1.2027 ", "2027-01-06")]
    [InlineData("31/11/2026", "31/11/2026")] // no such day: what was typed stays, and says so
    [InlineData("soon", "soon")]
    [InlineData("", "")]
    public async Task A_day_is_understood_in_any_digits_and_nothing_typed_is_lost(string typed, string value)
    {
        await using var bench = new Workbench("ar");
        string? told = null;
        bench.Render<MudPopoverProvider>();
        var field = bench.Render<DateField>(p => p
            .Add(f => f.Id, "day").Add(f => f.Label, "اليوم").Add(f => f.Value, "2026-01-01").Add(f => f.ValueChanged, v => told = v));
        Assert.Equal("01/01/2026", field.Find("input#day").GetAttribute("value"));

        await field.Find("input#day").ChangeAsync(new ChangeEventArgs { Value = typed });
        Assert.Equal(value, told);

        field.Render(p => p.Add(f => f.Value, told));
        var isDay = value.StartsWith("202", StringComparison.Ordinal);
        Assert.Equal(isDay ? $"{value[8..]}/{value[5..7]}/{value[..4]}" : value, field.Find("input#day").GetAttribute("value") ?? "");
        Assert.Equal(isDay || value.Length == 0 ? 0 : 1, field.FindAll("#day-fault").Count);
    }

    [Fact]
    public async Task A_field_that_begins_with_what_is_no_day_shows_it_and_says_so()
    {
        await using var bench = new Workbench();
        string? told = null;
        bench.Render<MudPopoverProvider>();
        var field = bench.Render<DateField>(p => p
            .Add(f => f.Id, "day").Add(f => f.Label, "Day").Add(f => f.Value, "31/11/2026").Add(f => f.ValueChanged, v => told = v));
        Assert.Equal(("31/11/2026", null), (field.Find("input#day").GetAttribute("value"), told));
        Assert.Equal("true", field.Find("input#day").GetAttribute("aria-invalid"));

        field.Render(p => p.Add(f => f.Value, "2026-11-30"));
        Assert.Equal(("30/11/2026", 0), (field.Find("input#day").GetAttribute("value"), field.FindAll("#day-fault").Count));
        field.Render(p => p.Add(f => f.Value, ""));
        Assert.Equal("\u00a0", field.Find("#day-hint").TextContent); // the place of its Hijri date: nothing moves when a day comes
        Assert.Equal("", field.Find("input#day").GetAttribute("value") ?? "");
    }

    [Theory]
    [InlineData("ar", "17 جمادى الآخرة 1448 هـ", "نوفمبر 2026")]
    [InlineData("en", "17 Jumada al-Akhirah 1448 AH", "November 2026")]
    public async Task A_day_has_its_Hijri_date_below_and_a_calendar_in_our_words(string language, string hijri, string month)
    {
        await using var bench = new Workbench(language);
        var popovers = bench.Render<MudPopoverProvider>();
        var field = bench.Render<DateField>(p => p.Add(f => f.Id, "day").Add(f => f.Label, "Day").Add(f => f.Value, "2026-11-27"));
        Assert.Equal(hijri, field.Find("#day-hint").TextContent.Replace('\u00a0', ' '));

        await field.Find("button").ClickAsync(new());

        Assert.Contains(month, popovers.Markup, StringComparison.Ordinal);
        Assert.Empty(popovers.FindAll("[dir]")); // the week begins where the page's lines do
        Assert.Equal(bench.T["Mud.MudBaseDatePicker_Open"], field.Find("button").GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData(null, "order=name", null)]
    [InlineData("name", "order=-name", "down")]
    [InlineData("-name", "order=name", "down")]
    [InlineData("other", "order=name", null)]
    public async Task A_sortable_head_leads_to_its_order_and_back_to_the_first_page(string? order, string leads, string? sign)
    {
        await using var bench = new Workbench();
        bench.Services.GetRequiredService<NavigationManager>().NavigateTo("/admin/shop/list?page=3");
        var head = bench.Render<SortHeader>(p => p.Add(h => h.Title, "Name").Add(h => h.Name, "name").Add(h => h.Order, order));
        Assert.EndsWith($"/admin/shop/list?{leads}", head.Find("a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(sign is null ? 0 : 1, head.FindAll("svg").Count);
    }

    [Fact]
    public async Task A_list_shows_its_rows_says_how_many_there_are_and_leads_to_the_next_page()
    {
        await using var bench = new Workbench();
        bench.Render<MudPopoverProvider>();
        var list = bench.Render<ListGrid<string>>(p => p
            .Add(l => l.Label, "Branches").Add(l => l.Rows, ["Olaya", "Malqa"]).Add(l => l.Found, "12 branches").Add(l => l.Page, 2).Add(l => l.Pages, 6)
            .Add(l => l.RowClass, row => row == "Malqa" ? "gone" : null).Add(l => l.Columns, Names));
        Assert.Equal(["Olaya", "Malqa"], list.FindAll("tbody td").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("Malqa", list.Find("tbody tr.gone").TextContent.Trim());
        Assert.Equal(("12 branches", "Branches"), (list.Find("[role=status]").TextContent, list.Find("table").GetAttribute("aria-label")));
        Assert.Equal(2, list.FindAll("nav.pager a").Count);
    }

    [Fact]
    public async Task A_list_of_nothing_says_why_and_draws_no_table()
    {
        await using var bench = new Workbench();
        var list = bench.Render<ListGrid<string>>(p => p
            .Add(l => l.Label, "Branches").Add(l => l.Rows, []).Add(l => l.Columns, Names).Add(l => l.Empty, empty => empty.AddContent(0, "No branch yet")));
        Assert.Equal("No branch yet", list.Markup.Trim());
    }

    private static void Names(RenderTreeBuilder columns)
    {
        columns.OpenComponent<TemplateColumn<string>>(0);
        columns.AddAttribute(1, nameof(TemplateColumn<string>.Title), "Name");
        columns.AddAttribute(2, nameof(TemplateColumn<string>.CellTemplate), Cell);
        columns.CloseComponent();
    }

    private static readonly RenderFragment<CellContext<string>> Cell = cell => text => text.AddContent(0, cell.Item);

    [GeneratedRegex("""<TextField [^>]*\bType="(?<type>[^"@]+)""", RegexOptions.None, 1000)]
    private static partial Regex AskedType();
}
