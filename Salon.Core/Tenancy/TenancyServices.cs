using Microsoft.Extensions.DependencyInjection;

namespace Salon.Tenancy;

public static class TenancyServices
{
    public static IServiceCollection AddTenancy(this IServiceCollection services) => services
        .AddSingleton<SalonDirectory>()
        .AddSingleton<Tenants>()
        .AddSingleton<OrganizationService>()
        .AddSingleton<MoneyRulesService>()
        .AddSingleton<BranchService>()
        .AddSingleton<BranchHoursService>()
        .AddSingleton<PlatformService>();
}
