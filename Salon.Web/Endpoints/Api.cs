using Salon.Web.Hosting;

namespace Salon.Web.Endpoints;

/// <summary>The public API: everything under /api/v1.</summary>
internal static class Api
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options => ApiJson.Apply(options.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // the error handler names the field
        builder.Services.AddSingleton<BookingReplies>().AddSingleton<CustomerNames>().AddSingleton<DeskActors>();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").WithMetadata(new RequestBodyLimit(LimitsHosting.MaxApiBody));
        api.MapAuthApi();
        api.MapSessionApi();
        api.MapSalonApi();
        api.MapBookingApi();
        api.MapDeskApi();
        api.MapPaymentApi();
        api.MapWebhooks();
    }

    private sealed record RequestBodyLimit(long? MaxRequestBodySize) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata;
}
