namespace Salon.Web.Hosting;

/// <summary>HEAD is GET without a body, at every address: pages and endpoints are mapped for GET alone, and would answer 405.</summary>
internal static class HeadHosting
{
    /// <summary>Stands before routing. The server itself leaves the body out, because it has read the method of the request as it came.</summary>
    public static void UseHead(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await next(context);
                return;
            }

            context.Request.Method = HttpMethods.Get;
            try
            {
                await next(context);
            }
            finally
            {
                context.Request.Method = HttpMethods.Head;
            }
        });
        app.UseRouting();
    }
}
