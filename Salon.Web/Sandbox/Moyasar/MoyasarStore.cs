using System.Text.Json;
using System.Text.Json.Nodes;
using Salon.Data;

namespace Salon.Web.Sandbox.Moyasar;

/// <summary>What the stand-in remembers: payments, invoices and webhooks of every account, in the provider's own shape.</summary>
/// <remarks>Every change is a line of a file of its own, written to the disk before it is answered: it outlives a killed process, as the real one would.</remarks>
internal sealed class MoyasarStore
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly Dictionary<string, JsonObject> rows = new(StringComparer.Ordinal);
    private readonly List<string> order = [];

    public MoyasarStore(DatabaseOptions options)
    {
        path = Path.Combine(Directory.CreateDirectory(Path.Combine(options.DataDirectory, "sandbox")).FullName, "moyasar.jsonl");
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (Parse(line) is { } row) Keep(Key(row["kind"]!.GetValue<string>(), row["account"]!.GetValue<string>(), row["id"]!.GetValue<string>()), row);
        }
    }

    /// <summary>Where the stand-in's own ledger lies, for tests that compare it with ours.</summary>
    public string Ledger => path;

    public JsonObject? Find(string kind, string account, string id)
    {
        lock (gate) return rows.GetValueOrDefault(Key(kind, account, id))?["data"]?.DeepClone().AsObject();
    }

    /// <summary>Whatever account it belongs to: pages know an id and no key.</summary>
    public (string Account, JsonObject Data)? Find(string kind, string id)
    {
        lock (gate)
        {
            var row = rows.Values.FirstOrDefault(r => r["kind"]!.GetValue<string>() == kind && r["id"]!.GetValue<string>() == id);
            return row is null ? null : (row["account"]!.GetValue<string>(), row["data"]!.DeepClone().AsObject());
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<JsonObject> List(string kind, string account)
    {
        lock (gate)
        {
            return [.. order.AsEnumerable().Reverse().Select(key => rows[key])
                .Where(r => r["kind"]!.GetValue<string>() == kind && r["account"]!.GetValue<string>() == account)
                .Select(r => r["data"]).OfType<JsonObject>().Select(data => data.DeepClone().AsObject())];
        }
    }

    /// <summary>Changes a row, or makes it; one at a time.</summary>
    /// <param name="change">Gets null when there is none; returns null to leave everything as it is.</param>
    public JsonObject? Change(string kind, string account, string id, Func<JsonObject?, JsonObject?> change)
    {
        lock (gate)
        {
            var data = change(rows.GetValueOrDefault(Key(kind, account, id))?["data"]?.DeepClone().AsObject());
            if (data is null) return null;
            var row = new JsonObject { ["kind"] = kind, ["account"] = account, ["id"] = id, ["data"] = data.DeepClone() };
            using (var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            {
                stream.Write(JsonSerializer.SerializeToUtf8Bytes(row));
                stream.WriteByte((byte)'\n');
                stream.Flush(flushToDisk: true);
            }

            Keep(Key(kind, account, id), row);
            return data;
        }
    }

    public void Remove(string kind, string account, string id) => Change(kind, account, id, _ => new JsonObject { ["deleted"] = true });

    private void Keep(string key, JsonObject row)
    {
        if (rows.TryAdd(key, row)) order.Add(key);
        else rows[key] = row;
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // the last line of a process that was killed while writing it: never answered
        }
    }

    private static string Key(string kind, string account, string id) => $"{kind}|{account}|{id}";
}
