namespace Salon.Bench.Pages;

/// <summary>B-10: from the start of the published program to its first page, and the memory it keeps when nobody asks for anything.</summary>
internal static class StartBench
{
    private const int Starts = 3;
    private const double Seconds = 2.5, Megabytes = 120;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(8);

    public static async Task<bool> RunAsync()
    {
        using var published = new PublishedSalon();
        await using (var first = await published.StartAsync("Bench"))
            Console.WriteLine(FormattableString.Invariant($"first start, which makes the schema and the demo salons   {first.StartedIn.TotalSeconds:0.00} s"));

        var (seconds, megabytes) = (new double[Starts], new double[Starts]);
        for (var i = 0; i < Starts; i++)
        {
            await using var server = await published.StartAsync("Production");
            seconds[i] = server.StartedIn.TotalSeconds;
            await Task.Delay(Idle);
            megabytes[i] = server.ResidentMegabytes;
        }

        Array.Sort(seconds);
        Array.Sort(megabytes);
        var (start, memory) = (seconds[Starts / 2], megabytes[Starts / 2]);
        Console.WriteLine(FormattableString.Invariant($"{Starts} starts: first page after {start:0.00} s (median)   target {Seconds} s   {(start <= Seconds ? "ok" : "MISSED")}"));
        Console.WriteLine(FormattableString.Invariant($"idle memory {memory:0} MB (median)   target {Megabytes} MB   {(memory <= Megabytes ? "ok" : "MISSED")}"));
        return start <= Seconds && memory <= Megabytes;
    }
}
