using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Salon.Web.Sandbox.Moyasar;

/// <summary>The pages a payer sees: the provider's, and her bank's.</summary>
internal sealed class MoyasarPages(MoyasarStore store, MoyasarBank bank, MoyasarSandbox api, MoyasarFaults faults)
{
    public void Map(RouteGroupBuilder sandbox)
    {
        sandbox.MapGet("/moyasar/invoices/{id}", (string id) => Invoice(id, null));
        sandbox.MapForm("/moyasar/invoices/{id}", (route, form) => Pay(IdOf(route), form["card"].ToString()));
        sandbox.MapGet("/moyasar/3ds/{id}", IResult (string id) =>
            store.Find("payment", id) is { } found ? new RazorComponentResult<MoyasarBankPage>(new { Payment = found.Data }) : TypedResults.NotFound());
        sandbox.MapForm("/moyasar/3ds/{id}", (route, form) => Authenticated(IdOf(route), form["result"] == "AUTHENTICATED"));
        sandbox.MapGet("/moyasar/faults", () => TypedResults.Json(faults.Current, JsonSerializerOptions.Web));
        sandbox.MapPut("/moyasar/faults", ([FromBody] MoyasarBehaviour wanted) => faults.Set(wanted));
    }

    private static string IdOf(RouteValueDictionary route) => (string)route["id"]!;

    private IResult Invoice(string id, string? problem) => store.Find("invoice", id) is { } found
        ? new RazorComponentResult<MoyasarInvoicePage>(new { Invoice = api.WithPayments(found.Account, found.Data), Problem = problem })
        : TypedResults.NotFound();

    private IResult Pay(string id, string card)
    {
        if (store.Find("invoice", id) is not { } found) return TypedResults.NotFound();
        if (MoyasarShapes.Text(api.WithPayments(found.Account, found.Data)["status"]) != "initiated") return Invoice(id, null);
        if (bank.Charge(
            found.Account, Guid.NewGuid().ToString(), MoyasarShapes.Number(found.Data["amount"]), MoyasarShapes.Text(found.Data["currency"]), card, "Sara Ali", manual: false,
            new JsonObject(), MoyasarShapes.Text(found.Data["success_url"]), id, coupons: true, api.BankPage, hosted: true) is not { } payment) return Invoice(id, null); // closed in this moment
        var bankUrl = MoyasarShapes.Text(payment["source"]?["transaction_url"]);
        return bankUrl.Length > 0 ? TypedResults.Redirect(bankUrl) : After(payment);
    }

    private IResult Authenticated(string id, bool success)
    {
        if (store.Find("payment", id) is not { } found || bank.Authenticate(found.Account, id, success) is not { } payment) return TypedResults.NotFound();
        return After(payment);
    }

    // A refused card leads back to the page, where another one may be tried; a paid one to the shop.
    private IResult After(JsonObject payment)
    {
        var status = MoyasarShapes.Text(payment["status"]);
        if (status == "failed" && payment["sandbox_hosted"]?.GetValue<bool>() == true && MoyasarShapes.Text(payment["invoice_id"]) is { Length: > 0 } invoice) return Invoice(invoice, MoyasarShapes.Text(payment["source"]?["message"]));
        var back = MoyasarShapes.Text(payment["callback_url"]);
        return TypedResults.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["id"] = MoyasarShapes.Text(payment["id"]), ["status"] = status, ["message"] = MoyasarShapes.Text(payment["source"]?["message"]),
        }));
    }
}
