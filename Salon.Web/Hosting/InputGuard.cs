
namespace Salon.Web.Hosting;

/// <summary>Refuses addresses that carry NUL: nobody types it, and PostgreSQL cannot compare with it.</summary>
internal static class InputGuard
{
    public static void UseInputGuard(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        var isClean = !request.Path.Value.AsSpan().Contains('\0') && !request.QueryString.Value.AsSpan().Contains("%00", StringComparison.Ordinal);
        if (isClean) return next(context);

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });
}
