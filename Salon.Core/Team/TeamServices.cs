using Microsoft.Extensions.DependencyInjection;

namespace Salon.Team;

public static class TeamServices
{
    public static IServiceCollection AddTeam(this IServiceCollection services) => services
        .AddSingleton<PublicTeam>()
        .AddSingleton<TeamService>()
        .AddSingleton<StaffHoursService>();
}
