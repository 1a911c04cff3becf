using Microsoft.Extensions.DependencyInjection;
using Salon.Jobs;

namespace Salon.Bookings;

public static class BookingServices
{
    public static IServiceCollection AddBookings(this IServiceCollection services) => services
        .AddSingleton<ManageLinks>()
        .AddSingleton<VisitTerms>()
        .AddSingleton<BookingService>()
        .AddSingleton<BookingQueries>()
        .AddSingleton<CalendarQueries>()
        .AddSingleton<CustomerRecords>()
        .AddSingleton<ImpactQueries>()
        .AddJob<SweepHoldsJob>();
}
