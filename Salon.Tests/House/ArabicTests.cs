using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Arabic speaks to nobody as to a man: most who read the public pages are women, and neutral forms fit everybody.</summary>
public sealed partial class ArabicTests
{
    /// <summary>Sets that customers read, and of the refusals those that public pages and the API can give.</summary>
    private static readonly string[] ReadByCustomers =
        ["Public.", "Messages.", "Problems.", "Errors.Accounts.", "Errors.Api.", "Errors.Booking.", "Errors.Contacts.", "Errors.Data.", "Errors.Phone.", "Errors.Review.", "Errors.Scheduling.Not", "Errors.Scheduling.Too", "Errors.Waitlist.", "Errors.Form."];

    [Fact]
    public void What_customers_read_commands_no_man() => Rule.Holds(
        "An Arabic text for customers says \"يُرجى اختيار\" or names the thing (\"الدفع\") where an imperative would speak to a man (\"اختر\", \"ادفع\").",
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "Resources"), "*.ar.resx")
        let room = Path.GetFileName(path).Split('.')[0]
        from data in System.Xml.Linq.XDocument.Load(path).Root!.Elements("data")
        let key = $"{room}.{data.Attribute("name")!.Value}"
        where ReadByCustomers.Any(known => key.StartsWith(known, StringComparison.Ordinal))
        from Match command in Command().Matches(data.Element("value")!.Value)
        select $"{key}: {command.Value}");

    [Theory]
    [InlineData("ادفع {0}", true)]
    [InlineData("لم يُحجز شيء. اختر موعدًا آخر.", true)]
    [InlineData("تحقق منها أو استخدم بطاقة أخرى.", true)]
    [InlineData("يُرجى اختيار موعد آخر.", false)]
    [InlineData("الدفع", false)]
    [InlineData("قيّمي زيارتك", false)]
    public void The_rule_hears_a_command(string text, bool isOne) => Assert.Equal(isOne, Command().IsMatch(text));

    [GeneratedRegex(@"(?<![\p{L}\p{M}])[وف]?(?:ادفع|استخدم|اكتب|تحقق|حاول|احجز|اختر|أدخل|اضغط|افتح|راجع|اطلب|أعد|انتظر|تأكد|اتصل|ارجع|انقر|سجّل|حدّد|أضف|احذف|عدّل|اربط|أرسل|انسخ|جرّب|اقرأ|ابحث|اترك|أكمل|قيّم)(?![\p{L}\p{M}])", RegexOptions.None, 1000)]
    private static partial Regex Command();
}
