using System.Diagnostics.Metrics;

namespace Salon.Outbox;

/// <summary>What an operator watches: how fast messages are handled, what waits, what was given up. No tenant, no content.</summary>
internal sealed class OutboxMetrics
{
    public const string MeterName = "Salon.Outbox";

    private readonly Counter<long> handled;
    private readonly Histogram<double> pickup;
    private readonly Histogram<double> duration;
    private OutboxBacklog backlog = new(0, 0, 0);

    public OutboxMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        handled = meter.CreateCounter<long>("salon.outbox.handled", "{message}", "Attempts by message and outcome: done, later, given_up, lost");
        pickup = meter.CreateHistogram<double>("salon.outbox.pickup", "s", "From due to taken");
        duration = meter.CreateHistogram<double>("salon.outbox.duration", "s", "What the handlers of one message took");
        meter.CreateObservableGauge("salon.outbox.waiting", () => Volatile.Read(ref backlog).Waiting, "{message}", "Not handled yet and due");
        meter.CreateObservableGauge("salon.outbox.given_up", () => Volatile.Read(ref backlog).GivenUp, "{message}", "Waiting for an operator's retry or drop");
        meter.CreateObservableGauge("salon.outbox.unknown", () => Volatile.Read(ref backlog).Unknown, "{message}", "Of a kind this program does not know");
    }

    public void PickedUp(string name, Duration late) => pickup.Record(late.TotalSeconds, new KeyValuePair<string, object?>("message", name));

    public void Handled(string name, string outcome, TimeSpan took)
    {
        handled.Add(1, new("message", name), new("outcome", outcome));
        duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("message", name));
    }

    public void GaveUp(string name) => handled.Add(1, new("message", name), new("outcome", "given_up"));

    public void Show(OutboxBacklog counted) => Volatile.Write(ref backlog, counted);
}

/// <summary>What stands in the table.</summary>
/// <param name="Waiting">Due and not handled yet.</param>
/// <param name="GivenUp">Set aside until an operator retries or drops them.</param>
/// <param name="Unknown">Due for an hour and of no kind this program knows.</param>
public sealed record OutboxBacklog(int Waiting, int GivenUp, int Unknown);
