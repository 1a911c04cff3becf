using Salon.Bench.Commits;
using Salon.Bench.FreeTimes;

// Each benchmark prints its figures and says whether they reach the targets of design.md §4. Names choose some; without names all run.
var benchmarks = new Dictionary<string, Func<Task<bool>>>(StringComparer.OrdinalIgnoreCase)
{
    ["B-1"] = FreeTimesBench.RunAsync,
    ["B-2"] = CommitBench.RunAsync,
    ["B-4"] = HotSlotBench.RunAsync,
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
    Console.WriteLine($"== {name}");
    reached &= await benchmarks[name]();
}
return reached ? 0 : 1;
