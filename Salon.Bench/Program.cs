using System.Diagnostics;
using Salon.Bench.Circuits;
using Salon.Bench.Commits;
using Salon.Bench.FreeTimes;
using Salon.Bench.Pages;
using Salon.Bench.Webhooks;

if (args is [TemplateServer.Command, .. var rest]) return await TemplateServer.RunAsync(rest);

// Each benchmark prints its figures and says whether they reach the targets. Names choose some; without names all run.
var benchmarks = new Dictionary<string, Func<Task<bool>>>(StringComparer.OrdinalIgnoreCase)
{
    ["B-1"] = FreeTimesBench.RunAsync,
    ["B-2"] = CommitBench.RunAsync,
    ["B-4"] = HotSlotBench.RunAsync,
    ["B-5"] = CircuitBench.RunAsync,
    ["B-6"] = PageBench.RunAsync,
    ["B-8"] = WebhookBench.RunAsync,
    ["B-10"] = StartBench.RunAsync,
};

var names = args.Length > 0 ? args : [.. benchmarks.Keys];
if (names.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark {unknown}. There are: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

var reached = true;
foreach (var name in names)
{
    var clock = Stopwatch.StartNew();
    Console.WriteLine($"== {name}");
    reached &= await benchmarks[name]();
    Console.WriteLine($"   ({clock.Elapsed.TotalSeconds:0} s)");
}
return reached ? 0 : 1;
