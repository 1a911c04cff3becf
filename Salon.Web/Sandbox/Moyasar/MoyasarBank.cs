using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime.Extensions;

namespace Salon.Web.Sandbox.Moyasar;

/// <summary>What the stand-in does with money: charges, 3-D Secure, captures, refunds, voids, by the provider's rules about states.</summary>
internal sealed class MoyasarBank(MoyasarStore store, MoyasarNews news, MoyasarFaults faults, TimeProvider clock)
{
    private static readonly Duration VoidWindow = Duration.FromHours(2);

    /// <summary>Starts a payment by card. Listed cards go to the bank's page first, unless they are frictionless.</summary>
    /// <param name="hosted">On the provider's own page, which a refused card leads back to.</param>
    /// <returns>Null when the id was used before, or its page was closed.</returns>
    public JsonObject? Charge(
        string account, string id, long amount, string currency, string number, string? name, bool manual, JsonObject metadata, string? callback, string? invoice, bool coupons, string bankPage,
        string? description = null, bool hosted = false)
    {
        var now = clock.GetCurrentInstant();
        var outcome = MoyasarCards.Of(number);
        var behaviour = faults.Current;
        var payment = store.Change("payment", account, id, known =>
        {
            if (known is not null || (invoice is not null && MoyasarShapes.Text(store.Find("invoice", account, invoice)?["status"]) == "canceled")) return null;
            var made = MoyasarShapes.Payment(id, "initiated", amount, currency, MoyasarShapes.Source("creditcard", outcome.Company, number, name), now);
            (made["description"], made["metadata"], made["callback_url"], made["invoice_id"]) = (description, metadata.DeepClone(), callback, invoice);
            (made["sandbox_card"], made["sandbox_manual"], made["sandbox_hosted"]) = (number, manual, hosted);
            if (coupons && behaviour.Coupon > 0)
            {
                made["amount"] = amount - behaviour.Coupon;
                made["metadata"]!["#coupon_id"] = Guid.NewGuid().ToString();
                made["metadata"]!["#coupon_original_amount"] = amount.ToString(CultureInfo.InvariantCulture);
                made["metadata"]!["#coupon_discount"] = behaviour.Coupon.ToString(CultureInfo.InvariantCulture);
            }

            if (outcome.Frictionless) Finish(made, outcome.Paid, now);
            else made["source"]!["transaction_url"] = $"{bankPage}/{id}";
            return made;
        });
        if (payment is not null && outcome.Frictionless) Tell(account, payment);
        return payment;
    }

    /// <summary>The payer has been at her bank's page.</summary>
    public JsonObject? Authenticate(string account, string id, bool success)
    {
        var now = clock.GetCurrentInstant();
        var payment = store.Change("payment", account, id, known =>
        {
            if (known is null || MoyasarShapes.Text(known["status"]) != "initiated") return null;
            Finish(known, success && MoyasarCards.Of(MoyasarShapes.Text(known["sandbox_card"])).Paid, now, success ? null : "3-D Secure authentication failed");
            return known;
        });
        if (payment is not null) Tell(account, payment);
        return payment ?? store.Find("payment", account, id);
    }

    /// <returns>The payment, or why not.</returns>
    public (JsonObject? Payment, string? Refusal) Refund(string account, string id, long? amount) => Change(account, id, "payment_refunded", (payment, now) =>
    {
        var taken = Taken(payment);
        var (status, refunded) = (MoyasarShapes.Text(payment["status"]), MoyasarShapes.Number(payment["refunded"]));
        if (status is not ("paid" or "captured" or "refunded")) return "Only paid or captured payments can be refunded";
        var back = amount ?? taken - refunded;
        if (back <= 0 || refunded + back > taken) return "Amount exceeds the amount that can be refunded";
        payment["refunded"] = refunded + back;
        payment["refunded_at"] = MoyasarShapes.Moment(now);
        if (!faults.Current.PartialStaysPaid || refunded + back == taken) payment["status"] = "refunded";
        return null;
    });

    public (JsonObject? Payment, string? Refusal) Capture(string account, string id, long? amount) => Change(account, id, "payment_captured", (payment, now) =>
    {
        if (MoyasarShapes.Text(payment["status"]) != "authorized") return "Only authorized payments can be captured";
        var part = amount ?? MoyasarShapes.Number(payment["amount"]);
        if (part <= 0 || part > MoyasarShapes.Number(payment["amount"])) return "Amount exceeds the authorized amount";
        (payment["status"], payment["captured"], payment["captured_at"], payment["fee"]) = ("captured", part, MoyasarShapes.Moment(now), MoyasarShapes.Fee(part));
        return null;
    });

    public (JsonObject? Payment, string? Refusal) Void(string account, string id) => Change(account, id, "payment_voided", (payment, now) =>
    {
        var status = MoyasarShapes.Text(payment["status"]);
        if (status is not ("paid" or "captured" or "authorized")) return "Payment cannot be voided";
        if (status != "authorized" && now > NodaTime.Text.InstantPattern.ExtendedIso.Parse(MoyasarShapes.Text(payment["created_at"])).Value + VoidWindow) return "The payment was settled; refund it";
        (payment["status"], payment["voided_at"]) = ("voided", MoyasarShapes.Moment(now));
        return null;
    });

    private (JsonObject?, string?) Change(string account, string id, string type, Func<JsonObject, Instant, string?> change)
    {
        var now = clock.GetCurrentInstant();
        var refusal = (string?)"Object not found";
        var payment = store.Change("payment", account, id, known =>
        {
            if (known is null) return null;
            refusal = change(known, now);
            if (refusal is not null) return null;
            known["updated_at"] = MoyasarShapes.Moment(now);
            return known;
        });
        if (payment is not null) news.Tell(account, type, Public(payment));
        return (payment, refusal);
    }

    private static long Taken(JsonObject payment) => MoyasarShapes.Number(payment["captured"]) is > 0 and var captured ? captured : MoyasarShapes.Number(payment["amount"]);

    private static void Finish(JsonObject payment, bool paid, Instant now, string? message = null)
    {
        var outcome = MoyasarCards.Of(MoyasarShapes.Text(payment["sandbox_card"]));
        var manual = payment["sandbox_manual"]?.GetValue<bool>() == true;
        payment["status"] = paid ? manual ? "authorized" : "paid" : "failed";
        payment["updated_at"] = MoyasarShapes.Moment(now);
        payment["source"]!["message"] = message ?? outcome.Message;
        payment["source"]!["response_code"] = outcome.Code;
        payment["source"]!["transaction_url"] = null;
        if (!paid || manual) return;
        payment["fee"] = MoyasarShapes.Fee(MoyasarShapes.Number(payment["amount"]));
        payment["captured"] = payment["amount"]!.DeepClone();
        payment["captured_at"] = MoyasarShapes.Moment(now);
    }

    private void Tell(string account, JsonObject payment) => news.Tell(account, $"payment_{MoyasarShapes.Text(payment["status"])}", Public(payment));

    /// <summary>Without what only the stand-in knows; without the younger fields when the switch says so.</summary>
    public JsonObject Public(JsonObject payment)
    {
        var shown = payment.DeepClone().AsObject();
        foreach (var own in (string[])["sandbox_card", "sandbox_manual", "sandbox_hosted"]) shown.Remove(own);
        if (!faults.Current.Sparse) return shown;
        foreach (var young in (string[])["captured", "captured_at", "voided_at", "ip", "refunded_at"]) shown.Remove(young);
        return shown;
    }
}
