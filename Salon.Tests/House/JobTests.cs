using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>Jobs go from one organization or thing to the next through one door, so that one bad row stops nobody else.</summary>
public sealed partial class JobTests
{
    [Fact]
    public void No_job_goes_through_its_work_by_itself() => Rule.Holds(
        "A job has no loop: JobWork.ForEachAsync, ForEachBundleAsync or Tenants.ForEachAsync goes on when one of many fails, counts, and shows it to the operator.",
        from file in Repository.Files("Salon.Core", ".cs")
        from Match job in Job().Matches(file.Text)
        where Loop().IsMatch(job.Value)
        select $"{file.Path}:{file.LineAt(job.Index)} {job.Groups["name"].Value}");

    [Fact]
    public void There_are_jobs_to_look_at() => Assert.True(Repository.Files("Salon.Core", ".cs").Sum(file => Job().Count(file.Text)) >= 9);

    [Fact]
    public void An_operator_reads_words_and_not_names_of_types() => Rule.Holds(
        "Every job, every part of its work and every message has its words in Resources/Platform.resx: Job.FollowPaymentsJob.Refunds, Message.booking.moved.",
        from key in JobKeys().Concat(MessageKeys())
        where !ResourceFiles.Keys.Contains(key)
        select key);

    private static IEnumerable<string> JobKeys() =>
        from file in Repository.Files("Salon.Core", ".cs")
        from Match job in Job().Matches(file.Text)
        let name = job.Groups["name"].Value
        from part in Part().Matches(job.Value).Select(match => $".{PartName(match.Groups["part"].Value)}").Append("").Distinct(StringComparer.Ordinal)
        select $"Platform.Job.{name}{part}";

    private static IEnumerable<string> MessageKeys() =>
        from file in Repository.Files("Salon.Core", ".cs")
        from Match message in MessageName().Matches(file.Text)
        select $"Platform.Message.{message.Groups["name"].Value}";

    /// <summary>A literal, or a constant named like its value.</summary>
    private static string PartName(string written) => written.Trim('"');

    // From the word class to the brace at the beginning of a line.
    [GeneratedRegex(@"class (?<name>\w+Job)\([^{]*:\s*IJob\b.*?^\}", RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Job();

    [GeneratedRegex(@"ForEach(Bundle)?Async\(this, (?<part>""\w+""|[A-Z]\w*),", RegexOptions.None, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"static string Name => ""(?<name>[a-z_.]+)""", RegexOptions.None, 1000)]
    private static partial Regex MessageName();

    [GeneratedRegex(@"\b(foreach|for|while) \(", RegexOptions.None, 1000)]
    private static partial Regex Loop();
}
