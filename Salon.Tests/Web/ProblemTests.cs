using System.Net;
using System.Reflection;
using System.Resources;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Tests.World;
using Salon.Web.Endpoints;

namespace Salon.Tests.Web;

public sealed class ProblemTests
{
    [Fact]
    public async Task Whatever_goes_wrong_under_api_is_told_as_a_problem_with_a_code()
    {
        await using var world = await WebWorld.ServeAsync(Db.Sqlite);
        using var client = world.Client();

        Assert.Equal("not_found", (await client.ReadAsync("/api/v1/nothing-here")).Code);
        Assert.Equal("not_found", (await client.ReadAsync("/api")).Code);
        Assert.Equal("not_found", (await client.ReadAsync("/api/book")).Code); // the route of a page fits too
        Assert.Equal("session_over", (await client.WriteAsync("/api/v1/auth/logout")).Code);
        Assert.Equal("session_over", (await client.WriteAsync("/api/v1/auth/logout", token: "made.up")).Code);

        var wrongMethod = await client.ReadAsync("/api/v1/auth/otp");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method_not_allowed"), (wrongMethod.Status, wrongMethod.Code));
        Assert.Equal(["POST"], wrongMethod.Allow);

        var wrongFormat = await client.WriteAsync("/api/v1/auth/otp", new StringContent("phone=1", Encoding.UTF8, "application/x-www-form-urlencoded"));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), (wrongFormat.Status, wrongFormat.Code));
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("{", "body")]
    [InlineData("{\"phone\":", "phone")]
    [InlineData("{\"phone\":[1,2]}", "phone")]
    [InlineData("{\"phone\":12}", "phone")]
    [InlineData("{\"phone\":\"\\u0000\"}", "phone")]
    [InlineData("{\"phone\":\"\\ud800\"}", "phone")]
    [InlineData("{\"phone\":\"1\",\"phone\":\"2\"}", "phone")]
    [InlineData("{\"x\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}", "x")]
    public async Task A_body_that_cannot_be_read_is_refused_and_the_field_is_named(string body, string field)
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);
        using var client = world.Client();

        var answer = await client.WriteAsync("/api/v1/auth/otp", Http.Json(body));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
        Assert.StartsWith(field, Assert.Single(answer.Fields), StringComparison.Ordinal);
    }

    [Fact, Trait("Proves", "S-05")]
    public async Task Unknown_fields_are_ignored()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);
        using var client = world.Client();

        var answer = await client.WriteAsync("/api/v1/auth/otp", "{\"phone\":\"0500000010\",\"role\":\"owner\",\"deep\":{\"a\":[1]}}");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_read()
    {
        await using var world = await WebWorld.ServeAsync(Db.Sqlite);
        using var client = world.Client();

        var answer = await client.WriteAsync("/api/v1/auth/otp", new { phone = new string('5', 1024 * 1024) });

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body_too_large"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("en", "en", "Not found")]
    [InlineData("ar-SA,en;q=0.5", "ar", "غير موجود")]
    [InlineData("fr,en-GB;q=0.4", "en", "Not found")]
    [InlineData("fr", "ar", "غير موجود")]
    [InlineData(null, "ar", "غير موجود")]
    public async Task A_problem_speaks_the_language_the_caller_asked_for(string? accept, string language, string title)
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);
        using var client = world.Client();
        if (accept is not null) client.DefaultRequestHeaders.Add("Accept-Language", accept);

        var response = await client.GetAsync("/api/v1/nothing-here");

        Assert.Contains($"\"title\":\"{title}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([language], response.Content.Headers.ContentLanguage);
        Assert.Contains("Accept-Language", response.Headers.Vary);
    }

    [Fact]
    public async Task A_bug_is_told_without_its_stack_trace_and_found_again_by_its_trace()
    {
        var logs = new LogSink();
        await using var world = await WebWorld.StartAsync(Db.Sqlite, change: services => services.AddSingleton<ICodeSender, BrokenSender>().AddLogging(logs.AddTo));
        using var client = world.Client();

        var answer = await client.WriteAsync("/api/v1/auth/otp", new { phone = "0500000010" });

        Assert.Equal((HttpStatusCode.InternalServerError, "internal_error"), (answer.Status, answer.Code));
        Assert.DoesNotContain("BrokenSender", answer.Body, StringComparison.Ordinal);
        Assert.Contains(logs.Entries, e => e.Text.Contains("BrokenSender", StringComparison.Ordinal) && e.TraceId == answer.Json.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Pages_keep_their_own_refusals()
    {
        await using var world = await WebWorld.StartAsync(Db.Sqlite);
        using var client = world.Client();

        foreach (var (path, status) in new[] { ("/nobody-lives-here/at-all", HttpStatusCode.NotFound), ("/?q=%00", HttpStatusCode.BadRequest) })
        {
            var answer = await client.ReadAsync(path);
            Assert.Equal((status, "text/html"), (answer.Status, answer.Type?.MediaType));
            Assert.Contains("<h1>", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_error_has_a_code_of_snake_case_and_a_status()
    {
        using var set = new ResourceManager("Salon.Resources.Errors", typeof(Error).Assembly).GetResourceSet(System.Globalization.CultureInfo.InvariantCulture, true, false)!;
        var keys = set.Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key).ToList();

        Assert.All(keys, key => Assert.Matches("^[a-z]+(_[a-z]+)*$", Problems.CodeOf(new Error(ErrorKind.Invalid, key))));
        Assert.All(Enum.GetValues<ErrorKind>(), kind => Assert.InRange(Problems.StatusOf(new Error(kind, "Room.Name")), 400, 503));
    }

    [Theory]
    [InlineData("Booking.SlotTaken", ErrorKind.Conflict, "slot_taken", 409)]
    [InlineData("Booking.KeyReused", ErrorKind.Conflict, "idempotency_mismatch", 422)]
    [InlineData("Phone.TooShort", ErrorKind.Invalid, "invalid_phone", 400)]
    [InlineData("Accounts.InvalidCode", ErrorKind.Invalid, "invalid_code", 400)]
    [InlineData("Accounts.SessionOver", ErrorKind.Forbidden, "session_over", 401)]
    [InlineData("Api.RangeTooLong", ErrorKind.Invalid, "range_too_long", 400)]
    public void The_names_of_the_public_API_are_fixed(string error, ErrorKind kind, string code, int status) =>
        Assert.Equal((code, status), (Problems.CodeOf(new Error(kind, error)), Problems.StatusOf(new Error(kind, error))));

    private sealed class BrokenSender : ICodeSender
    {
        public Task<CodeDelivery> SendAsync(CodeMessage message, CancellationToken ct) => throw new NotSupportedException("BrokenSender has a bug");
    }
}
