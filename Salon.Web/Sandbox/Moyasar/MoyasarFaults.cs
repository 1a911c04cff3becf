using System.Text.Json.Serialization;

namespace Salon.Web.Sandbox.Moyasar;

/// <summary>Ways in which the payment provider can fail.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MoyasarFault>))]
public enum MoyasarFault
{
    None,
    /// <summary>500, and nothing was done.</summary>
    ErrorBefore,
    /// <summary>500, but it was done.</summary>
    ErrorAfter,
    /// <summary>It was done, and no answer comes.</summary>
    TimeoutAfter,
    TooManyRequests,
    /// <summary>400 with "errors" as a text instead of a map.</summary>
    ErrorsAsText,
    /// <summary>403 with a page of HTML, as from the guard in front of it.</summary>
    HtmlForbidden,
}

/// <summary>How the stand-in behaves from now on.</summary>
/// <param name="Times">For so many calls; null until changed.</param>
/// <param name="Only">Calls of this operation only: create-payment, create-invoice, fetch, cancel, refund, capture, void, list.</param>
/// <param name="Coupon">A bank's coupon takes so many minor units off each payment.</param>
/// <param name="PartialStaysPaid">A partial refund leaves the word "paid".</param>
/// <param name="Sparse">Fields that came later than 2021 are left out.</param>
/// <param name="Silent">No webhooks.</param>
/// <param name="DuplicateNews">Every webhook comes twice.</param>
/// <param name="ReverseNews">Webhooks wait until the next one, and come after it.</param>
/// <param name="WrongSecret">Webhooks carry another secret.</param>
/// <param name="WrongLive">Webhooks say the other mode.</param>
/// <param name="Misspelt">Failures are told as <c>payment_faild</c>.</param>
/// <param name="ClockScale">Seconds of waiting between deliveries become so many; 1 is the provider's own schedule.</param>
public sealed record MoyasarBehaviour(
    MoyasarFault Fault = MoyasarFault.None, int? Times = null, string? Only = null, long Coupon = 0, bool PartialStaysPaid = false, bool Sparse = false, bool Silent = false,
    bool DuplicateNews = false, bool ReverseNews = false, bool WrongSecret = false, bool WrongLive = false, bool Misspelt = false, double ClockScale = 0.02);

/// <summary>The switch.</summary>
public sealed class MoyasarFaults
{
    private readonly Lock gate = new();
    private MoyasarBehaviour behaviour = new();

    public MoyasarBehaviour Current
    {
        get
        {
            lock (gate) return behaviour;
        }
    }

    public void Set(MoyasarBehaviour wanted)
    {
        lock (gate) behaviour = wanted;
    }

    /// <summary>How to treat one call; counts it.</summary>
    public MoyasarFault Take(string operation)
    {
        lock (gate)
        {
            if (behaviour.Fault == MoyasarFault.None || (behaviour.Only is { } only && only != operation)) return MoyasarFault.None;
            if (behaviour.Times is not { } times) return behaviour.Fault;
            if (times <= 0) return MoyasarFault.None;
            behaviour = behaviour with { Times = times - 1 };
            return behaviour.Fault;
        }
    }
}
