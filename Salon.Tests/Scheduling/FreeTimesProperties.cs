using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Salon.Scheduling;
using Xunit.Abstractions;

namespace Salon.Tests.Scheduling;

/// <summary>
/// Random shops against the oracle. SALON_CASES sets how many; a failure prints the parlour and a seed, and SALON_SEED ("1234,5679") runs the same cases again.
/// </summary>
public sealed class FreeTimesProperties(ITestOutputHelper output)
{
    [Fact, Trait("Proves", "R-12")]
    public void The_engine_and_the_oracle_find_the_same_times() => Check(200, parlour =>
    {
        var oracle = new Oracle(parlour);
        var days = parlour.Engine().Days(parlour.Dates);

        Assert.Equal(parlour.Dates.Days, days.Count);
        foreach (var day in days) AssertSame(oracle.On(day.Date), day);
    });

    [Fact]
    public void A_time_that_is_shown_is_accepted_with_the_same_people_and_the_end_that_was_shown() => Check(200, parlour =>
    {
        var engine = parlour.Engine();
        foreach (var slot in engine.Days(parlour.Dates).SelectMany(d => d.Slots))
        {
            Assert.True(engine.Propose(slot.Start, requireOnStep: true).TryGet(out var visit, out var error), $"{slot.Start}: {error?.Code}");
            Assert.Equal(slot.End, visit.End);
            Assert.Equal(visit.Lines.Select(l => l.Staff), slot.Staff.Take(visit.Lines.Count));
        }
    });

    [Fact]
    public void Any_minute_is_proposed_or_refused_as_the_oracle_says_down_to_the_claims() => Check(100, parlour =>
    {
        var (oracle, engine) = (new Oracle(parlour), parlour.Engine());
        var first = (int)(parlour.Dates.First.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds() / 60) - 1500;
        for (var minute = first; minute < first + ((parlour.Dates.Days + 2) * 1440); minute += 13)
        {
            var expected = oracle.Propose(minute);
            var found = engine.Propose(Instant.FromUnixTimeSeconds(minute * 60L), requireOnStep: false).TryGet(out var actual, out _);
            Assert.True(expected is not null == found, $"{Instant.FromUnixTimeSeconds(minute * 60L)}: found {found}");
            if (expected is not null) AssertSame(expected, actual!);
        }
    });

    [Fact]
    public void A_proposal_never_takes_a_minute_twice() => Check(200, parlour =>
    {
        var engine = parlour.Engine();
        var taken = parlour.People.Select(p => (Subject: ClaimSubject.Of(p.Id), Spans: p.Claims.Concat(p.Away)))
            .Concat(parlour.Units.Select(u => (Subject: ClaimSubject.Of(u.Resource, u.Unit), Spans: u.Claims.AsEnumerable())))
            .ToDictionary(t => t.Subject, t => t.Spans.ToList());
        foreach (var slot in engine.Days(parlour.Dates).SelectMany(d => d.Slots))
        {
            Assert.True(engine.Propose(slot.Start, requireOnStep: true).TryGet(out var visit, out _));
            var claims = visit.Lines.SelectMany(l => l.Claims).ToList();
            foreach (var (index, claim) in claims.Index())
            {
                Assert.False(claim.Time.IsEmpty);
                Assert.DoesNotContain(taken[claim.Subject], other => other.Overlaps(claim.Time));
                Assert.DoesNotContain(claims.Skip(index + 1), other => other.Subject == claim.Subject && other.Time.Overlaps(claim.Time));
            }
        }
    });

    [Fact]
    public void The_nearest_times_are_the_nearest_of_those_shown() => Check(100, parlour =>
    {
        var engine = parlour.Engine();
        var start = parlour.Dates.First.AtMidnight().InZoneLeniently(parlour.Zone).ToInstant() + Duration.FromHours(30);
        var from = parlour.Dates.First.PlusDays(-1); // the engine's diary begins a day earlier
        var expected = engine.Days(new(from, parlour.Dates.Last)).SelectMany(d => d.Slots)
            .OrderBy(s => Math.Abs((s.Start - start).TotalMinutes)).ThenBy(s => s.Start).Take(3).Select(s => s.Start);

        Assert.Equal(expected, engine.Nearest(start, 3).Select(s => s.Start));
    });

    private static void AssertSame(DayTimes expected, DayTimes actual)
    {
        Assert.Equal(expected.Date, actual.Date);
        Assert.Equal(string.Join('\n', expected.Slots.Select(Written)), string.Join('\n', actual.Slots.Select(Written)));
        Assert.Equal(expected.State, actual.State);

        static string Written(Slot slot) => $"{slot.Start} {slot.End} {string.Join(' ', slot.Staff)}";
    }

    private static void AssertSame(Proposal expected, Proposal actual)
    {
        Assert.Equal((expected.Date, expected.Start, expected.End), (actual.Date, actual.Start, actual.End));
        Assert.Equal(expected.Lines.Select(Written), actual.Lines.Select(Written));

        static string Written(ProposedLine line) =>
            $"{line.Service} {line.Staff} {line.Start} {line.End} {string.Join(' ', line.Claims.Select(c => $"{c.Subject.Id}/{c.Subject.Unit}:{c.Time.Start}-{c.Time.End}"))}";
    }

    private void Check(int cases, Action<Parlour> property)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("SALON_CASES"), CultureInfo.InvariantCulture, out var asked)) cases = asked;
        var seed = Environment.GetEnvironmentVariable("SALON_SEED")?.Split(',').Select(s => ulong.Parse(s, CultureInfo.InvariantCulture)).ToArray()
            ?? [.. MemoryMarshal.Cast<byte, ulong>(RandomNumberGenerator.GetBytes(16))];
        seed[1] |= 1; // FsCheck wants the second half odd
        output.WriteLine($"SALON_SEED={seed[0]},{seed[1]}");
        var config = Config.QuickThrowOnFailure.WithMaxTest(cases).WithStartSize(50).WithReplay(seed[0], seed[1]);
        Prop.ForAll(Parlours.Any().ToArbitrary(), property).Check(config);
    }
}
