using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Salon.Data;
using Salon.Web.Endpoints;

namespace Salon.Web.Hosting;

/// <summary>What people and programs are told when something goes wrong: problem details under /api, pages elsewhere. Never a stack trace.</summary>
internal static class ErrorsHosting
{
    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(5);

    public static bool IsApi(this HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    public static void UseSalonErrors(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error", CreateScopeForErrors = true, StatusCodeSelector = StatusOf, SuppressDiagnosticsCallback = IsCallersMistake,
        });
        app.Use(ToldWhenToComeBackAsync);
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);

        app.Use(AsPageAsync);

        // Inside the above: what is answered here has a body, and the pages' handlers leave it alone.
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = context => ProblemOf(context.Features.Get<IExceptionHandlerFeature>()!.Error).ExecuteAsync(context),
                SuppressDiagnosticsCallback = IsCallersMistake,
            });
            api.UseStatusCodePages(bare => Problems.Of(bare.HttpContext.Response.StatusCode).ExecuteAsync(bare.HttpContext));
            api.Use(ApiMethods.GuardAsync);
        });
    }

    /// <summary>Whether an error page is being made in the place of what was asked for.</summary>
    public static bool IsErrorPage(this HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null;

    // When the response starts, because an error handler clears what was set before.
    private static Task ToldWhenToComeBackAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        response.OnStarting(() =>
        {
            if (response.StatusCode == StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
                response.Headers.RetryAfter = Problems.Seconds(ComeBackAfter);
            return Task.CompletedTask;
        });
        return next(context);
    }

    // Whatever was sent, the page about it is only shown: it takes no form.
    private static async Task AsPageAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        if (context.IsErrorPage() && !HttpMethods.IsHead(method)) context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = method;
        }
    }

    private static bool IsCallersMistake(ExceptionHandlerSuppressDiagnosticsContext failure) => failure.Exception is BadHttpRequestException;

    private static int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ when DataOutage.Explains(failure) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static ProblemResult ProblemOf(Exception failure) => failure switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Problems.Invalid([FieldOf(json)]),
        BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } when failure.GetType() == typeof(BadHttpRequestException) => // Kestrel's own say more
            Problems.Invalid([("body", ApiErrors.Missing)]),
        _ => Problems.Of(StatusOf(failure)),
    };

    // "$.lines[0].service" is the field lines[0].service; a path of "$" or none is the body itself.
    private static (string Field, Error Error) FieldOf(JsonException json)
    {
        var field = json.Path is ['$', '.', .. var path] && path.Length > 0 ? path : "body";
        if (json is RefusedValueException refused) return (field, refused.Error);
        var isSyntax = json.InnerException is not null and not InvalidOperationException and not FormatException;
        return (field, isSyntax ? ApiErrors.NotJson : ApiErrors.WrongType);
    }
}
