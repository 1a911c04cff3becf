using Microsoft.Extensions.DependencyInjection;

namespace Salon.Bookings;

public static class BookingServices
{
    public static IServiceCollection AddBookings(this IServiceCollection services) => services
        .AddSingleton<ManageLinks>()
        .AddSingleton<VisitTerms>()
        .AddSingleton<BookingService>()
        .AddSingleton<BookingQueries>();
}
