using Microsoft.Extensions.DependencyInjection;
using Salon.Jobs;

namespace Salon.Media;

public static class MediaServices
{
    public static IServiceCollection AddMedia(this IServiceCollection services) => services
        .AddSingleton<PictureStore>()
        .AddSingleton<PictureService>()
        .AddJob<SweepPicturesJob>();
}
