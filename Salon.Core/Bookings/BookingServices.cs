using Microsoft.Extensions.DependencyInjection;
using Salon.Bookings.Customers;
using Salon.Bookings.Reviews;
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
        .AddSingleton<CustomerQueries>()
        .AddSingleton<CustomerMerge>()
        .AddSingleton<ReviewService>()
        .AddSingleton<ReviewQueries>()
        .AddJob<SweepHoldsJob>();
}
