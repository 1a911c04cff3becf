using System.Diagnostics.Metrics;

namespace Salon.Accounts;

/// <summary>What an operator watches of one-time codes: how many leave, are answered, are refused and by which limit. No phone, no network, no tenant.</summary>
public sealed class CodeMetrics
{
    internal const string MeterName = "Salon.Accounts";

    private readonly Counter<long> sent;
    private readonly Counter<long> answers;
    private readonly Counter<long> refused;

    public CodeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        sent = meter.CreateCounter<long>("salon.codes.sent", "{code}", "Codes by what their channel said: sent, refused, unknown");
        answers = meter.CreateCounter<long>("salon.codes.answers", "{answer}", "Answers by outcome: right, wrong, refused");
        refused = meter.CreateCounter<long>("salon.codes.refused", "{request}", "Requests that got no code, by limit");
    }

    internal void Sent(CodeDelivery delivery) => sent.Add(1, new KeyValuePair<string, object?>("delivery", delivery switch
    {
        CodeDelivery.Sent => "sent",
        CodeDelivery.Refused => "refused",
        _ => "unknown",
    }));

    internal void Answered(string outcome) => answers.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    internal void Refused(string limit) => refused.Add(1, new KeyValuePair<string, object?>("limit", limit));
}
