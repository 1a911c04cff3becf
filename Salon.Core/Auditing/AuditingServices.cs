using Microsoft.Extensions.DependencyInjection;

namespace Salon.Auditing;

public static class AuditingServices
{
    public static IServiceCollection AddAuditing(this IServiceCollection services) => services.AddSingleton<AuditLog>().AddSingleton<AuditDetails>();
}
