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

    // From the word class to the brace at the beginning of a line.
    [GeneratedRegex(@"class (?<name>\w+Job)\([^{]*:\s*IJob\b.*?^\}", RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Job();

    [GeneratedRegex(@"\b(foreach|for|while) \(", RegexOptions.None, 1000)]
    private static partial Regex Loop();
}
