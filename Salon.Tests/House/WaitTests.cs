using System.Text.RegularExpressions;

namespace Salon.Tests.House;

/// <summary>A test waits for something to be so, never for a while: a while is too short on a busy machine and too long on every other.</summary>
public sealed partial class WaitTests
{
    /// <summary>What takes its time on purpose, and how often its file says so.</summary>
    private static readonly Dictionary<string, int> Slow = new(StringComparer.Ordinal)
    {
        ["Salon.Tests/World/Eventually.cs"] = 1, // between two looks: this is how tests wait
        ["Salon.Tests/Jobs/JobRunnerTests.cs"] = 1, // a job that takes long
        ["Salon.Tests/Outbox/OutboxCrashTests.cs"] = 1, // a handler that takes long
        ["Salon.Tests/Outbox/OutboxDispatcherTests.cs"] = 1, // a handler that takes long
        ["Salon.Tests/Providers/ProviderClientTests.cs"] = 1, // a server that answers byte by byte
        ["Salon.Tests/Web/SlowCallersTests.cs"] = 1, // callers who speak slowly
        ["Salon.Tests/Operations/PaymentProvider.cs"] = 1, // a provider whose answer takes long
        ["Salon.Tests/Operations/Payer.cs"] = 2, // the moment of a death
        ["Salon.Tests/Operations/StopTests.cs"] = 1, // a page that was refused tries again, as browsers do
    };

    [Fact]
    public void No_test_waits_for_a_while() => Rule.Holds(
        "A test waits with Eventually, with Playwright's Expect or for a task that something completes. What is slow on purpose is on the list of WaitTests.",
        from file in Repository.Files("Salon.Tests", ".cs").Concat(Repository.Files("Salon.E2E", ".cs"))
        let waits = While().Matches(CodeText.WithoutStrings(file.Text))
        where waits.Count != Slow.GetValueOrDefault(file.Path)
        from wait in waits.Select(match => $":{file.LineAt(match.Index)} {match.Value}").DefaultIfEmpty(" no longer waits: take it off the list")
        select $"{file.Path}{wait}");

    [Theory]
    [InlineData("await Task.Delay(100);", true)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), ct);", true)]
    [InlineData("await page.WaitForTimeoutAsync(300);", true)]
    [InlineData("Thread.Sleep(5);", true)]
    [InlineData("SpinWait.SpinUntil(() => done);", true)]
    [InlineData("await Task.Delay(Timeout.Infinite, ct);", false)]
    [InlineData("await page.WaitForURLAsync(url => true);", false)]
    public void The_rule_sees_a_wait(string code, bool isOne) => Assert.Equal(isOne, While().IsMatch(code));

    [GeneratedRegex(@"\bTask\.Delay\((?!Timeout\.Infinite)|\bWaitForTimeoutAsync\(|\bThread\.Sleep\(|\bSpinUntil\(", RegexOptions.None, 1000)]
    private static partial Regex While();
}
