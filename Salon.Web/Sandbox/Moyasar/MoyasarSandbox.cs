using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Extensions;
using NodaTime.Text;
using Salon.Web.Hosting;

namespace Salon.Web.Sandbox.Moyasar;

/// <summary>Stands in for api.moyasar.com: the calls Salon makes, in the provider's wire format.</summary>
internal sealed class MoyasarSandbox(MoyasarStore store, MoyasarBank bank, MoyasarFaults faults, OwnAddress own, TimeProvider clock)
{
    private const int PerPage = 40;
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(40); // longer than any client waits

    public void Map(RouteGroupBuilder sandbox)
    {
        var api = sandbox.MapGroup("/moyasar/v1");
        api.MapPost("/payments", (Delegate)((HttpContext context) => AnswerAsync(context, "create-payment", CreatePayment)));
        api.MapMethods("/payments", [HttpMethods.Options], (HttpContext context) =>
        {
            Welcome(context);
            return TypedResults.NoContent();
        });
        api.MapGet("/payments", (Delegate)((HttpContext context) => AnswerAsync(context, "list", (account, _) => List(context, account, "payment", "payments"))));
        api.MapGet("/payments/{id}", (HttpContext context, string id) => AnswerAsync(context, "fetch", (account, _) => Show(store.Find("payment", account, id))));
        api.MapPost("/payments/{id}/refund", (HttpContext context, string id) => AnswerAsync(context, "refund", (account, body) => Done(bank.Refund(account, id, AmountOf(body)))));
        api.MapPost("/payments/{id}/capture", (HttpContext context, string id) => AnswerAsync(context, "capture", (account, body) => Done(bank.Capture(account, id, AmountOf(body)))));
        api.MapPost("/payments/{id}/void", (HttpContext context, string id) => AnswerAsync(context, "void", (account, _) => Done(bank.Void(account, id))));
        api.MapPost("/invoices", (Delegate)((HttpContext context) => AnswerAsync(context, "create-invoice", CreateInvoice)));
        api.MapGet("/invoices", (Delegate)((HttpContext context) => AnswerAsync(context, "list", (account, _) => List(context, account, "invoice", "invoices"))));
        api.MapGet("/invoices/{id}", (HttpContext context, string id) => AnswerAsync(context, "fetch", (account, _) => ShowInvoice(account, id)));
        api.MapPut("/invoices/{id}/cancel", (HttpContext context, string id) => AnswerAsync(context, "cancel", (account, _) => CancelInvoice(account, id)));
        api.MapGet("/invoices/{id}/cancel", (HttpContext context, string id) => AnswerAsync(context, "cancel", (account, _) => CancelInvoice(account, id))); // as a page of the documentation prints it
        api.MapGet("/webhooks", (Delegate)((HttpContext context) => AnswerAsync(context, "webhooks", (account, _) => (200, new JsonObject { ["webhooks"] = All(account) }))));
        api.MapPost("/webhooks", (Delegate)((HttpContext context) => AnswerAsync(context, "webhooks", Listen)));
        api.MapDelete("/webhooks/{id}", (HttpContext context, string id) => AnswerAsync(context, "webhooks", (account, _) =>
        {
            store.Remove("webhook", account, id);
            return (200, new JsonObject());
        }));
    }

    private async Task<IResult> AnswerAsync(HttpContext context, string operation, Func<string, JsonObject, (int Status, JsonObject Body)> answer)
    {
        if (context.Request.Headers.UserAgent.Count == 0) return Results.Text("<html><body>error code: 1010</body></html>", "text/html", Encoding.UTF8, StatusCodes.Status403Forbidden);
        var fault = faults.Take(operation);
        if (fault == MoyasarFault.HtmlForbidden) return Results.Text("<html><body>error code: 1010</body></html>", "text/html", Encoding.UTF8, StatusCodes.Status403Forbidden);
        Welcome(context);
        if (await ReadAsync(context) is not { } body) return Json(Refused(400, "invalid_request_error", "The body is not an object"));
        if (MoyasarKeys.Of(context, body) is not { } key) return Json(Refused(401, "authentication_error", "Invalid authorization credentials"));
        if (key.IsPublishable && operation != "create-payment") return Json(Refused(403, "authentication_error", "This key may not do that"));
        if (fault == MoyasarFault.TooManyRequests) return Json(Refused(429, "rate_limit_error", "Too many requests"));
        if (fault == MoyasarFault.ErrorBefore) return Json(Refused(500, "api_error", "Something went wrong"));
        if (fault == MoyasarFault.ErrorsAsText) return Json((400, new JsonObject { ["type"] = "invalid_request_error", ["message"] = "Validation Failed", ["errors"] = "something is wrong" }));

        var result = answer(key.Account, body);
        if (fault == MoyasarFault.ErrorAfter) return Json(Refused(500, "api_error", "Something went wrong"));
        if (fault == MoyasarFault.TimeoutAfter)
        {
            await Task.Delay(Never, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return Results.Empty;
        }

        return Json(result);
    }

    private (int, JsonObject) CreatePayment(string account, JsonObject body)
    {
        if (Faults(body, needsCallback: true) is { } wrong) return wrong;
        if (body["source"] is not JsonObject source) return Invalid("source", "is required");
        var isCard = MoyasarShapes.Text(source["type"]) == "creditcard";
        if (isCard && MoyasarShapes.Text(source["name"]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < 2) return Invalid("name", "must be of two words");
        var number = MoyasarShapes.Text(source["type"]) switch
        {
            "creditcard" => MoyasarShapes.Text(source["number"]),
            "token" when MoyasarShapes.Text(source["token"]) is ['t', 'o', 'k', 'e', 'n', '_', .. var card] => card, // the stand-in's tokens name the card they stand for
            _ => "",
        };
        if (number.Length == 0) return Invalid("source", "is not supported");
        var given = MoyasarShapes.Text(body["given_id"]);
        var id = given.Length > 0 ? given : Guid.NewGuid().ToString();
        var invoice = MoyasarShapes.Text(body["invoice_id"]);
        if (invoice.Length > 0 && WhyNotOn(account, invoice, body) is { } why) return Invalid("invoice_id", why);
        var coupons = body["apply_coupon"] is not JsonValue value || !value.TryGetValue<bool>(out var apply) || apply;
        var manual = source["manual"] is JsonValue asked && asked.TryGetValue<bool>(out var only) && only;
        var payment = bank.Charge(
            account, id, MoyasarShapes.Number(body["amount"]), MoyasarShapes.Text(body["currency"]), number, MoyasarShapes.Text(source["name"]), manual,
            body["metadata"] as JsonObject ?? [], MoyasarShapes.Text(body["callback_url"]), invoice.Length > 0 ? invoice : null, coupons, BankPage,
            MoyasarShapes.Text(body["description"]) is { Length: > 0 } words ? words : null);
        return payment is null ? Refused(400, "used_given_id", "Payment with this given_id already exists") : (201, bank.Public(payment));
    }

    // An invoice is paid once, whole, while it is open: on its page or by a form elsewhere.
    private string? WhyNotOn(string account, string id, JsonObject body)
    {
        if (store.Find("invoice", account, id) is not { } invoice) return "is not known";
        if (MoyasarShapes.Text(WithPayments(account, invoice)["status"]) != "initiated") return "is not open";
        return MoyasarShapes.Number(invoice["amount"]) != MoyasarShapes.Number(body["amount"]) || MoyasarShapes.Text(invoice["currency"]) != MoyasarShapes.Text(body["currency"]) ? "has another amount" : null;
    }

    private (int, JsonObject) CreateInvoice(string account, JsonObject body)
    {
        if (Faults(body, needsCallback: false) is { } wrong) return wrong;
        if (MoyasarShapes.Text(body["description"]).Length == 0) return Invalid("description", "can't be blank");
        var id = Guid.NewGuid().ToString();
        var invoice = store.Change("invoice", account, id, _ => MoyasarShapes.Invoice(id, body, new Uri(own.Url, $"/sandbox/moyasar/invoices/{id}").AbsoluteUri, clock.GetCurrentInstant()))!;
        return (201, WithPayments(account, invoice));
    }

    private (int, JsonObject) ShowInvoice(string account, string id) =>
        store.Find("invoice", account, id) is { } invoice ? (200, WithPayments(account, invoice)) : NotFound();

    private (int, JsonObject) CancelInvoice(string account, string id) =>
        store.Change("invoice", account, id, known =>
        {
            if (known is null || MoyasarShapes.Text(WithPayments(account, known)["status"]) != "initiated") return null; // paid, over, or closed
            known["status"] = "canceled";
            return known;
        }) is { } invoice ? (200, WithPayments(account, invoice)) : store.Find("invoice", account, id) is null ? NotFound() : Refused(400, "invalid_request_error", "Invoice cannot be canceled");

    private (int, JsonObject) Listen(string account, JsonObject body)
    {
        if (!Uri.TryCreate(MoyasarShapes.Text(body["url"]), UriKind.Absolute, out _)) return Invalid("url", "is invalid");
        var id = Guid.NewGuid().ToString();
        store.Change("webhook", account, id, _ =>
        {
            var hook = body.DeepClone().AsObject();
            hook["id"] = id;
            return hook;
        });
        return (201, new JsonObject { ["id"] = id, ["http_method"] = "post", ["url"] = body["url"]!.DeepClone(), ["events"] = new JsonArray() });
    }

    private JsonArray All(string account) =>
        [.. store.List("webhook", account).Where(h => h["url"] is not null).Select(JsonNode (h) => new JsonObject { ["id"] = h["id"]!.DeepClone(), ["url"] = h["url"]!.DeepClone() })];

    private (int, JsonObject) List(HttpContext context, string account, string kind, string name)
    {
        var query = context.Request.Query;
        var rows = store.List(kind, account).Where(row => row["status"] is not null && Matches(row, query)).ToList();
        var page = Math.Max(1, int.TryParse(query["page"], System.Globalization.CultureInfo.InvariantCulture, out var asked) ? asked : 1);
        var pages = Math.Max(1, (rows.Count + PerPage - 1) / PerPage);
        var shown = rows.Skip((page - 1) * PerPage).Take(PerPage).Select(JsonNode (row) => kind == "payment" ? bank.Public(row) : WithPayments(account, row));
        return (200, new JsonObject
        {
            [name] = new JsonArray([.. shown]),
            ["meta"] = new JsonObject
            {
                ["current_page"] = page, ["next_page"] = page < pages ? page + 1 : null, ["prev_page"] = page > 1 ? page - 1 : null, ["total_pages"] = pages, ["total_count"] = rows.Count,
            },
        });
    }

    private static bool Matches(JsonObject row, IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            var value = values.ToString();
            if (name is "status" or "id" && MoyasarShapes.Text(row[name]) != value) return false;
            if (name.StartsWith("metadata[", StringComparison.Ordinal) && MoyasarShapes.Text(row["metadata"]?[name[9..^1]]) != value) return false;
            foreach (var field in (string[])["created", "updated"])
            {
                if (name != $"{field}[gt]" && name != $"{field}[lt]") continue;
                if (InstantPattern.ExtendedIso.Parse(value) is not { Success: true, Value: var limit }) continue;
                var at = InstantPattern.ExtendedIso.Parse(MoyasarShapes.Text(row[$"{field}_at"])).Value;
                if (name.EndsWith("[gt]", StringComparison.Ordinal) ? at <= limit : at >= limit) return false;
            }
        }

        return true;
    }

    public JsonObject WithPayments(string account, JsonObject invoice)
    {
        var id = MoyasarShapes.Text(invoice["id"]);
        var payments = store.List("payment", account).Where(p => MoyasarShapes.Text(p["invoice_id"]) == id).ToList();
        var shown = invoice.DeepClone().AsObject();
        shown["payments"] = new JsonArray([.. payments.Select(JsonNode (p) => bank.Public(p))]);
        if (payments.Any(p => MoyasarShapes.Text(p["status"]) is "paid" or "captured" or "refunded")) shown["status"] = "paid";
        else if (MoyasarShapes.Text(shown["status"]) == "initiated" && InstantPattern.ExtendedIso.Parse(MoyasarShapes.Text(shown["expired_at"])) is { Success: true, Value: var end } && clock.GetCurrentInstant() > end) shown["status"] = "expired";
        return shown;
    }

    public string BankPage => new Uri(own.Url, "/sandbox/moyasar/3ds").AbsoluteUri;

    private static (int, JsonObject)? Faults(JsonObject body, bool needsCallback)
    {
        if (body["amount"] is not JsonValue amount || !amount.TryGetValue<long>(out var minor)) return Invalid("amount", "must be an integer");
        if (minor < 100) return Invalid("amount", "must be greater than 99");
        if (MoyasarShapes.Text(body["currency"]).Length != 3) return Invalid("currency", "is invalid");
        return needsCallback && !Uri.TryCreate(MoyasarShapes.Text(body["callback_url"]), UriKind.Absolute, out _) ? Invalid("callback_url", "is required") : null;
    }

    private static async Task<JsonObject?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && context.Request.Headers.TransferEncoding.Count == 0) return [];
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Browsers come from every shop's page.
    private static void Welcome(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type";
        context.Response.Headers.AccessControlAllowMethods = "POST";
    }

    private static long? AmountOf(JsonObject body) => body["amount"] is JsonValue value && value.TryGetValue<long>(out var amount) ? amount : null;

    private (int, JsonObject) Show(JsonObject? payment) => payment is null ? NotFound() : (200, bank.Public(payment));

    private (int, JsonObject) Done((JsonObject? Payment, string? Refusal) done) =>
        done.Payment is { } payment ? (200, bank.Public(payment)) : done.Refusal == "Object not found" ? NotFound() : Refused(400, "invalid_request_error", done.Refusal!);

    private static (int, JsonObject) NotFound() => Refused(404, "api_error", "Object not found");

    private static (int, JsonObject) Invalid(string field, string problem) =>
        (400, new JsonObject { ["type"] = "invalid_request_error", ["message"] = "Validation Failed", ["errors"] = new JsonObject { [field] = new JsonArray(problem) } });

    private static (int, JsonObject) Refused(int status, string type, string message) => (status, new JsonObject { ["type"] = type, ["message"] = message, ["errors"] = null });

    private static IResult Json((int Status, JsonObject Body) answer) => Results.Text(answer.Body.ToJsonString(), "application/json", Encoding.UTF8, answer.Status);
}
