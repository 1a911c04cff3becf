using Microsoft.Extensions.DependencyInjection;

namespace Salon.Scheduling;

public static class SchedulingServices
{
    public static IServiceCollection AddScheduling(this IServiceCollection services) => services
        .AddSingleton<PublicHours>()
        .AddSingleton<BusinessDays>()
        .AddSingleton<Workplaces>()
        .AddSingleton<ResourceService>()
        .AddSingleton<Rulebooks>()
        .AddSingleton<ScheduleReader>()
        .AddSingleton<FreeTimesService>();
}
