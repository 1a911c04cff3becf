using Microsoft.Extensions.DependencyInjection;
using Salon.Catalog;
using Salon.Data;
using Salon.Team;
using Salon.Tenancy;

namespace Salon;

/// <summary>Everything true about a salon, without a screen: one line per room, left to right.</summary>
public static class SalonCore
{
    public static IServiceCollection AddSalonCore(this IServiceCollection services, DatabaseOptions database) => services
        .AddData(database)
        .AddTenancy()
        .AddCatalog()
        .AddTeam();
}
