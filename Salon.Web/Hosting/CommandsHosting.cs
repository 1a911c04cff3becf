namespace Salon.Web.Hosting;

/// <summary>
/// A command that has arrived is carried out, though its browser leaves: a telephone in a lift would otherwise cancel what is half done, between a
/// commit and what follows it. Reading ends with whoever asked for it.
/// </summary>
/// <remarks>What a command waits for has limits of its own (the writer's turn, providers); this one is for whatever has none.</remarks>
internal static class CommandsHosting
{
    private static readonly TimeSpan FinishedWithin = TimeSpan.FromMinutes(1);

    /// <summary>Stands before the endpoints, whose <see cref="CancellationToken"/> parameters and <see cref="HttpContext.RequestAborted"/> it gives.</summary>
    public static void UseWholeCommands(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!IsCommand(context.Request))
        {
            await next(context);
            return;
        }

        var left = context.RequestAborted;
        using var end = new CancellationTokenSource();
        using var leaving = left.Register(() => end.CancelAfter(FinishedWithin));
        context.RequestAborted = end.Token;
        try
        {
            await next(context);
        }
        finally
        {
            context.RequestAborted = left;
        }
    });

    // Circuits that poll instead of opening a socket post what happened to a page; they end when it does.
    internal static bool IsCommand(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method) && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);
}
