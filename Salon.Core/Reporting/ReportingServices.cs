using Microsoft.Extensions.DependencyInjection;

namespace Salon.Reporting;

public static class ReportingServices
{
    public static IServiceCollection AddReporting(this IServiceCollection services) => services
        .AddSingleton<AuditNames>()
        .AddSingleton<ReadinessQueries>()
        .AddSingleton<SalonReports>()
        .AddSingleton<VatReports>();
}
